#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_logout)
{
    Mount auth = bitcain();
    Person person = newcomer();
    Session first = bitcain_auth::signed_up(auth, person);
    std::string done = R"({"message":"Logged out successfully"})";

    Answer log_out(const std::string& token)
    {
        return auth.post("/logout", object({{"access_token", token}}));
    }
};

TEST(bitcain_logout, ends_the_session_of_the_token_everywhere_at_once)
{
    expect(log_out(first.access), 200, done);
    LONGS_EQUAL(401, auth.get("/profile", first.access).status);
    LONGS_EQUAL(401, shipfastai().get("/me", first.access).status);
    LONGS_EQUAL(401, bitcain_keys().get("/", first.access).status);
    LONGS_EQUAL(401, bitcain_kyc().get("/", first.access).status);
    LONGS_EQUAL(401, auth.post("/refresh", object({{"refresh_token", first.refresh}})).status);
}

TEST(bitcain_logout, leaves_other_sessions_alone)
{
    const auto other = bitcain_auth::session_in(auth.post("/login", person.credentials()));
    log_out(first.access);
    LONGS_EQUAL(200, auth.get("/profile", other.access).status);
}

TEST(bitcain_logout, takes_any_token_any_number_of_times)
{
    for (const std::string& token :
         {std::string{"nonsense"}, std::string{}, first.refresh, first.access, first.access})
        expect(log_out(token), 200, done);
}

TEST(bitcain_logout, demands_the_token_in_the_body)
{
    expect(auth.post("/logout", "{}", first.access), 422,
           R"({"detail":[{"type":"missing","loc":["body","access_token"],)"
           R"("msg":"Field required","input":null}]})");
    LONGS_EQUAL(200, auth.get("/profile", first.access).status);
}
