#include "handlers/accounts/forgot_password.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(forgot_password)
{
    test::House house;

    void setup() override
    {
        house.enrol("Ann@example.com");
    }

    http::Response forgot(const std::string& email)
    {
        return house.post("shipfastai", "/forgot-password", json({{"email", email}}));
    }
    std::string waiting()
    {
        return house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL");
    }
    std::string token()
    {
        return house.mailed_token("Ann@example.com", "reset_password");
    }
    int check(const std::string& with)
    {
        return house.post("shipfastai", "/verify-reset-token", json({{"token", with}})).status;
    }
};

TEST(forgot_password, mails_a_link_for_half_an_hour_to_the_stored_address)
{
    LONGS_EQUAL(200, forgot("aNN@EXAMPLE.com").status);
    STRCMP_EQUAL("reset_password Ann@example.com 00:30:00",
                 house
                     .sql("SELECT letter || ' ' || recipient || ' ' || expires_at - c.created_at"
                          " FROM outbox o JOIN challenge c ON c.id = o.challenge_id WHERE sent_at IS NULL")
                     .c_str());
    LONGS_EQUAL(200, check(token()));
}

TEST(forgot_password, answers_everyone_alike_and_mails_only_who_is_known)
{
    house.enrol("eve@example.com");
    house.sql("UPDATE account SET disabled_at = now() WHERE email = 'eve@example.com'");
    const auto known = forgot("ann@example.com");
    LONGS_EQUAL(200, known.status);
    STRCMP_EQUAL(R"({"message":"If your email is registered, a password reset link has been sent"})",
                 known.body.c_str());
    for (const char* other : {"nobody@example.com", "eve@example.com"}) {
        const auto response = forgot(other);
        LONGS_EQUAL(200, response.status);
        STRCMP_EQUAL(known.body.c_str(), response.body.c_str());
        CHECK(known.headers == response.headers);
    }
    STRCMP_EQUAL("1", waiting().c_str());
}

TEST(forgot_password, voids_the_older_link)
{
    forgot("ann@example.com");
    const auto older = token();
    forgot("ann@example.com");
    LONGS_EQUAL(400, check(older));
    LONGS_EQUAL(200, check(token()));
}

TEST(forgot_password, leaves_one_link_open_when_many_ask_at_once)
{
    test::crowd(20, [&](int) { return forgot("ann@example.com"); });
    STRCMP_EQUAL("1", house
                          .sql("SELECT count(*) FROM challenge WHERE purpose = 'reset_password'"
                               " AND used_at IS NULL AND voided_at IS NULL")
                          .c_str());
}

TEST(forgot_password, serves_an_account_that_has_no_password_yet)
{
    house.sql("UPDATE account SET password_hash = NULL");
    forgot("ann@example.com");
    const auto reset = json({{"token", token()}, {"new_password", "a first password"}});
    LONGS_EQUAL(200, house.post("shipfastai", "/reset-password", reset).status);
    CHECK(!house.login("ann@example.com", "a first password").access.empty());
}

TEST(forgot_password, changes_nothing_by_itself)
{
    const auto tokens = house.login("ann@example.com");
    forgot("ann@example.com");
    LONGS_EQUAL(200, house.get("shipfastai", "/me", tokens.access).status);
    CHECK(!house.login("ann@example.com").access.empty());
}
