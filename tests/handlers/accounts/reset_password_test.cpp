#include "handlers/accounts/reset_password.h"

#include <chrono>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using test::json;

static constexpr const char* new_password = "a new horse battery";

TEST_GROUP(reset_password)
{
    test::House house;
    std::string token;

    void setup() override
    {
        house.enrol("ann@example.com");
        token = mailed_link();
    }

    std::string mailed_link()
    {
        house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
        return house.mailed_token("ann@example.com", "reset_password");
    }
    http::Response reset(const std::string& with, const std::string& password = new_password)
    {
        return reset(house, with, password);
    }
    static http::Response reset(test::House & at, const std::string& with, const std::string& password)
    {
        return at.post("shipfastai", "/reset-password", json({{"token", with}, {"new_password", password}}));
    }
    void refused(const http::Response& response)
    {
        LONGS_EQUAL(400, response.status);
        STRCMP_EQUAL(R"({"detail":"Invalid or expired reset token"})", response.body.c_str());
    }
    std::string notices()
    {
        return house.sql("SELECT count(*) FROM outbox WHERE letter = 'password_changed'");
    }
};

TEST(reset_password, replaces_the_password)
{
    const auto response = reset(token);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(R"({"message":"Password reset successfully"})", response.body.c_str());
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    CHECK(!house.login("ann@example.com", new_password).access.empty());
}

TEST(reset_password, ends_every_session_and_lets_new_ones_live)
{
    const auto one = house.login("ann@example.com");
    const auto two = house.login("ann@example.com");
    reset(token);
    for (const auto& tokens : {one, two}) {
        LONGS_EQUAL(401, house.get("shipfastai", "/me", tokens.access).status);
        LONGS_EQUAL(401,
                    house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}})).status);
    }
    const auto fresh = house.login("ann@example.com", new_password);
    LONGS_EQUAL(200, house.get("shipfastai", "/me", fresh.access).status);
}

TEST(reset_password, leaves_other_accounts_alone)
{
    house.enrol("bob@example.com");
    const auto bob = house.login("bob@example.com");
    reset(token);
    LONGS_EQUAL(200, house.get("shipfastai", "/me", bob.access).status);
}

TEST(reset_password, mails_a_notice_to_the_owner)
{
    reset(token);
    STRCMP_EQUAL("ann@example.com",
                 house.sql("SELECT recipient FROM outbox WHERE letter = 'password_changed'").c_str());
}

TEST(reset_password, spends_the_token_once)
{
    LONGS_EQUAL(200, reset(token).status);
    refused(reset(token, "yet another password"));
    CHECK(!house.login("ann@example.com", new_password).access.empty());
}

TEST(reset_password, lets_one_of_many_win)
{
    const auto responses =
        test::crowd(50, [&](int i) { return reset(token, new_password + std::to_string(i)); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(49, test::with_status(responses, 400));
    STRCMP_EQUAL("1", notices().c_str());
    for (std::size_t i = 0; i < responses.size(); ++i)
        if (responses[i].status == 200)
            CHECK(!house.login("ann@example.com", new_password + std::to_string(i)).access.empty());
}

TEST(reset_password, does_not_spend_the_token_on_an_unacceptable_password)
{
    LONGS_EQUAL(422, reset(token, "short").status);
    LONGS_EQUAL(422, house.post("shipfastai", "/reset-password", json({{"token", token}})).status);
    LONGS_EQUAL(200, reset(token).status);
}

TEST(reset_password, takes_the_newest_link_only)
{
    const auto newest = mailed_link();
    refused(reset(token));
    LONGS_EQUAL(200, reset(newest).status);
}

TEST(reset_password, refuses_other_tokens)
{
    const auto tokens = house.login("ann@example.com");
    refused(reset(house.mailed_token("ann@example.com", "verify_email")));
    refused(reset(tokens.refresh));
    refused(reset("nonsense"));
    house.sql("UPDATE challenge SET expires_at = now()");
    refused(reset(token));
    LONGS_EQUAL(200, house.get("shipfastai", "/me", tokens.access).status);
    STRCMP_EQUAL("0", notices().c_str());
}

TEST(reset_password, refuses_while_the_account_is_disabled_and_keeps_the_token)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(reset(token));
    house.sql("UPDATE account SET disabled_at = NULL");
    LONGS_EQUAL(200, reset(token).status);
}

TEST(reset_password, hashes_nothing_for_a_bad_token)
{
    test::House narrow{{{"HASH_LANES", "1"}, {"HASH_QUEUE", "0"}}};
    const auto held = narrow.service().lanes.enter(0ms);
    refused(reset(narrow, "nonsense", new_password));
    LONGS_EQUAL(503, reset(narrow, token, new_password).status);
}

TEST(reset_password, does_not_verify_a_code_by_the_way)
{
    reset(token);
    STRCMP_EQUAL("f", house.sql("SELECT verified_at IS NOT NULL FROM account").c_str());
}
