#include "handlers/accounts/check_reset_token.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(check_reset_token)
{
    test::House house;
    std::string token;

    void setup() override
    {
        house.enrol("ann@example.com");
        house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
        token = house.mailed_token("ann@example.com", "reset_password");
    }

    http::Response check(const std::string& with)
    {
        return house.post("shipfastai", "/verify-reset-token", json({{"token", with}}));
    }
    void refused(const std::string& with)
    {
        const auto response = check(with);
        LONGS_EQUAL(400, response.status);
        STRCMP_EQUAL(R"({"detail":"Invalid or expired reset token"})", response.body.c_str());
    }
};

TEST(check_reset_token, spends_nothing_however_often_it_is_asked)
{
    for (int i = 0; i < 3; ++i) {
        const auto response = check(token);
        LONGS_EQUAL(200, response.status);
        STRCMP_EQUAL(R"({"valid":true})", response.body.c_str());
    }
    STRCMP_EQUAL("t", house.sql("SELECT bool_and(used_at IS NULL) FROM challenge").c_str());
}

TEST(check_reset_token, refuses_an_unknown_token)
{
    refused(std::string(43, 'A'));
    refused(token + "A");
    refused("x");
}

TEST(check_reset_token, refuses_an_expired_token)
{
    house.sql("UPDATE challenge SET expires_at = now()");
    refused(token);
}

TEST(check_reset_token, refuses_a_spent_token)
{
    house.post("shipfastai", "/reset-password",
               json({{"token", token}, {"new_password", "a new horse battery"}}));
    refused(token);
}

TEST(check_reset_token, refuses_a_token_mailed_to_verify_an_address)
{
    refused(house.mailed_token("ann@example.com", "verify_email"));
}

TEST(check_reset_token, refuses_tokens_of_a_session)
{
    const auto tokens = house.login("ann@example.com");
    refused(tokens.access);
    refused(tokens.refresh);
}

TEST(check_reset_token, refuses_while_the_account_is_disabled)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(token);
}
