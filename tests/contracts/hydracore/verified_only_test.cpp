// evf: what the token says counts, not what the database says since.
#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_verified_only)
{
    Mount auth = hydracore();
    Person person = newcomer();
    Session session = session_of(auth.post("/register", person.credentials()));

    void verify()
    {
        const Answer answer = shipfastai().post("/verify-email", object({{"token", verify_token(person)}}));
        LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    }
};

TEST(hydracore_verified_only, refuses_a_token_of_an_unverified_address_with_403)
{
    const Answer answer = auth.get("/me", session.access);

    expect_detail(answer, 403, "Email not verified");
    CHECK_FALSE(answer.header("www-authenticate").has_value());
}

TEST(hydracore_verified_only, refuses_its_cookie_likewise)
{
    expect_detail(auth.get("/me"), 403, "Email not verified");
}

TEST(hydracore_verified_only, refuses_the_old_token_still_after_the_address_was_verified)
{
    verify();

    expect_detail(auth.get("/me", session.access), 403, "Email not verified");
}

TEST(hydracore_verified_only, takes_a_token_of_a_later_login)
{
    verify();

    LONGS_EQUAL(200, auth.get("/me", signed_in(auth, person).access).status);
}

TEST(hydracore_verified_only, takes_a_token_of_a_later_refresh)
{
    verify();
    Mount other = shipfastai();
    const Session later = session_of(other.post("/refresh", object({{"refresh_token", session.refresh}})));

    LONGS_EQUAL(200, auth.get("/me", later.access).status);
}

TEST(hydracore_verified_only, does_not_hold_at_the_other_contract)
{
    LONGS_EQUAL(200, shipfastai().get("/me", session.access).status);
}

TEST(hydracore_verified_only, reads_a_claim_that_nobody_can_write)
{
    const std::string claims = with_claim(session.access, "evf", "true");
    const std::string header = header_of(session.access);

    LONGS_EQUAL(401, auth.get("/me", forged(header, claims, "a key of the attacker's own choosing")).status);
    LONGS_EQUAL(200, auth.get("/me", forged(header, claims, signing_key(Sandbox::shared()))).status);
}
