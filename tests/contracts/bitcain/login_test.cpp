#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_login)
{
    Mount auth = bitcain();
};

TEST(bitcain_login, opens_a_session_and_tells_when_the_address_was_confirmed)
{
    const Person person = verified();
    const Answer answer = auth.post("/login", person.credentials());
    expect_shape(answer, 200, bitcain_auth::auth_shape);
    CHECK(is_utc_time(bitcain_auth::inner(answer, "user", "email_confirmed_at")));
}

TEST(bitcain_login, lets_the_unconfirmed_in)
{
    LONGS_EQUAL(200, auth.post("/login", registered().credentials()).status);
}

TEST(bitcain_login, refuses_unknown_and_wrong_alike)
{
    const Person person = registered();
    const std::string words = bitcain_auth::refusal("Invalid login credentials");
    expect(auth.post("/login", object({{"email", person.email}, {"password", "wrong"}})), 401, words);
    expect(auth.post("/login", object({{"email", person.email}, {"password", ""}})), 401, words);
    expect(auth.post("/login", newcomer().credentials()), 401, words);
}

TEST(bitcain_login, refuses_a_disabled_account)
{
    const Person person = registered();
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "disable", person.email}).exit);
    expect(auth.post("/login", person.credentials()), 403, bitcain_auth::refusal("Account is disabled"));
}

TEST(bitcain_login, opens_sessions_that_other_contracts_know)
{
    const auto session = bitcain_auth::session_in(auth.post("/login", registered().credentials()));
    LONGS_EQUAL(200, shipfastai().get("/me", session.access).status);
}
