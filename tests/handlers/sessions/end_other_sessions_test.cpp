#include "handlers/sessions/end_other_sessions.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(end_other_sessions)
{
    test::House house;
    test::Tokens mine;
    test::Tokens other;

    void setup() override
    {
        house.enrol("ann@example.com");
        mine = house.login("ann@example.com");
        other = house.login("ann@example.com");
    }
    int me(const test::Tokens& tokens)
    {
        return house.get("shipfastai", "/me", tokens.access).status;
    }
    int refresh(const test::Tokens& tokens)
    {
        return house.post("shipfastai", "/refresh", test::json({{"refresh_token", tokens.refresh}})).status;
    }
    http::Response remove(const std::string& path, const std::string& bearer)
    {
        auto request = test::request("latchkey", "DELETE", path);
        request.authorization = "Bearer " + bearer;
        return house.send(request);
    }
};

TEST(end_other_sessions, keeps_the_one_that_asks)
{
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(200, refresh(mine));
    LONGS_EQUAL(401, me(other));
    LONGS_EQUAL(401, refresh(other));
}

TEST(end_other_sessions, leaves_other_accounts_alone)
{
    house.enrol("bob@example.com");
    const auto stranger = house.login("bob@example.com");
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(stranger));
}
