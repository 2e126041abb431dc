#include "handlers/accounts/show_account.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::member;

TEST_GROUP(show_account)
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
        return house.get("mechamental", "/me", token);
    }
};

TEST(show_account, shows_the_owners_profile)
{
    house.sql("UPDATE account SET bio = 'Counts.', timezone = 'Europe/London', settings = '{\"a\": [1]}'");
    const auto response = me(tokens.access);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("ann@example.com", member(response, "email").c_str());
    STRCMP_EQUAL("Counts.", member(response, "bio").c_str());
    STRCMP_EQUAL("Europe/London", member(response, "timezone").c_str());
    STRCMP_CONTAINS(R"("settings":{"a":[1]})", response.body.c_str());
}

TEST(show_account, refuses_when_the_session_has_ended)
{
    house.sql("UPDATE session SET ended_at = now()");
    LONGS_EQUAL(401, me(tokens.access).status);
}

TEST(show_account, takes_one_round_trip)
{
    me(tokens.access);
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, me(tokens.access).status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}
