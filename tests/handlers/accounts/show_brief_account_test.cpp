#include "handlers/accounts/show_brief_account.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::member;

TEST_GROUP(show_brief_account)
{
    test::House house;
    test::Tokens tokens;

    void setup() override
    {
        house.enrol("ann@example.com", test::good_password, true);
        tokens = house.login("ann@example.com");
    }

    http::Response me(const std::string& token)
    {
        return house.get("shipfastai", "/me", token);
    }
    void refused(const http::Response& response)
    {
        LONGS_EQUAL(401, response.status);
        STRCMP_EQUAL(R"({"detail":"Not authenticated"})", response.body.c_str());
        STRCMP_EQUAL("Bearer", test::header(response, "WWW-Authenticate").c_str());
    }
};

TEST(show_brief_account, shows_the_owner_of_the_session)
{
    house.enrol("bob@example.com");
    const auto response = me(tokens.access);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("ann@example.com", member(response, "email").c_str());
    STRCMP_EQUAL("no-store", test::header(response, "Cache-Control").c_str());
    STRCMP_CONTAINS(R"("is_verified":true)", response.body.c_str());
    CHECK(response.body.find("$s1$") == std::string::npos);
}

TEST(show_brief_account, shows_hydracores_fields_to_hydracore)
{
    house.sql(
        "UPDATE account SET created_at = '2024-01-15 10:30:00Z', full_name = 'Ann Lee',"
        " last_login_at = '2024-01-15 10:30:00.25Z'");
    const std::string expected =
        R"({"id":")" + house.sql("SELECT id FROM account") +
        R"(","email":"ann@example.com","email_verified":true,"display_name":"Ann Lee","is_admin":false,)"
        R"("tenant_id":null,"created_at":"2024-01-15T10:30:00Z","last_login":"2024-01-15T10:30:00.250000Z"})";
    STRCMP_EQUAL(expected.c_str(), house.get("hydracore", "/me", tokens.access).body.c_str());
}

TEST(show_brief_account, refuses_who_shows_nothing_or_the_wrong_thing)
{
    refused(me(""));
    refused(me("nonsense"));
    refused(me(tokens.refresh));
    refused(me(house.mailed_token("ann@example.com", "verify_email")));
}

TEST(show_brief_account, refuses_when_the_access_token_has_expired)
{
    house.now += 1799;
    LONGS_EQUAL(200, me(tokens.access).status);
    house.now += 1;
    refused(me(tokens.access));
}

TEST(show_brief_account, refuses_when_the_session_has_ended)
{
    house.sql("UPDATE session SET ended_at = now()");
    refused(me(tokens.access));
}

TEST(show_brief_account, refuses_when_the_session_has_expired)
{
    house.sql("UPDATE session SET expires_at = now()");
    refused(me(tokens.access));
}

TEST(show_brief_account, refuses_a_session_older_than_the_password)
{
    house.sql("UPDATE account SET sessions_since = clock_timestamp()");
    refused(me(tokens.access));
}

TEST(show_brief_account, refuses_a_disabled_account)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(me(tokens.access));
    refused(house.get("hydracore", "/me", tokens.access));
}

TEST(show_brief_account, refuses_a_deleted_account)
{
    house.sql("DELETE FROM account");
    refused(me(tokens.access));
}

TEST(show_brief_account, takes_one_round_trip)
{
    me(tokens.access);
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, me(tokens.access).status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}
