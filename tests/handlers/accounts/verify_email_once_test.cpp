#include "handlers/accounts/verify_email_once.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(verify_email_once)
{
    test::House house;
    std::string token;

    void setup() override
    {
        house.enrol("ann@example.com");
        token = house.mailed_token("ann@example.com", "verify_email");
    }
    http::Response verify(const std::string& with)
    {
        return house.post("mechamental", "/verify-email", json({{"token", with}}));
    }
    std::string verified()
    {
        return house.sql("SELECT verified_at IS NOT NULL FROM account");
    }
};

TEST(verify_email_once, spends_the_token)
{
    LONGS_EQUAL(200, verify(token).status);
    STRCMP_EQUAL("t", verified().c_str());
    LONGS_EQUAL(401, verify(token).status);
}

TEST(verify_email_once, succeeds_once_of_fifty_at_the_same_moment)
{
    const auto responses = test::crowd(50, [&](int) { return verify(token); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(49, test::with_status(responses, 401));
}

TEST(verify_email_once, succeeds_once_of_those_who_found_it_live)
{
    const auto responses =
        test::crowd_behind(house, "UPDATE challenge SET kid = kid", [&](int) { return verify(token); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(5, test::with_status(responses, 401));
}

TEST(verify_email_once, takes_a_live_token_of_an_account_that_was_verified_meanwhile)
{
    house.sql("UPDATE account SET verified_at = now()");
    LONGS_EQUAL(200, verify(token).status);
    LONGS_EQUAL(401, verify(token).status);
}

TEST(verify_email_once, takes_no_other_token)
{
    house.post("mechamental", "/forgot-password", json({{"email", "ann@example.com"}}));
    LONGS_EQUAL(401, verify(house.mailed_token("ann@example.com", "reset_password")).status);
    LONGS_EQUAL(401, verify("nonsense").status);
    LONGS_EQUAL(422, verify("").status);
    STRCMP_EQUAL("f", verified().c_str());
}
