#include "handlers/sessions/leave.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(leave)
{
    test::House house;

    http::Response leave(const std::string& authorization)
    {
        auto asked = test::request("shipfastai", "POST", "/logout");
        asked.authorization = authorization;
        return house.send(asked);
    }
};

TEST(leave, invalidates_nothing)
{
    house.enrol("ann@example.com");
    const auto tokens = house.login("ann@example.com");
    const auto response = leave("Bearer " + tokens.access);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(R"({"message":"Successfully logged out"})", response.body.c_str());
    LONGS_EQUAL(200, house.get("shipfastai", "/me", tokens.access).status);
    LONGS_EQUAL(200,
                house.post("shipfastai", "/refresh", test::json({{"refresh_token", tokens.refresh}})).status);
}

TEST(leave, says_the_same_to_anyone)
{
    for (const char* authorization : {"", "Bearer nonsense", "Basic YTpi"}) {
        const auto response = leave(authorization);
        LONGS_EQUAL(200, response.status);
        STRCMP_EQUAL(R"({"message":"Successfully logged out"})", response.body.c_str());
    }
}

TEST(leave, asks_the_database_nothing)
{
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, leave("").status);
    LONGS_EQUAL(0, house.service().pool.round_trips() - before);
}
