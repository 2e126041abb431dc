#include "handlers/health/show_arrival.h"

#include "handlers/doctor/examinations.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(show_arrival)
{
    test::House house;
};

TEST(show_arrival, tells_an_administrator_how_a_request_came)
{
    http::Request request = test::request("latchkey", "GET", "/arrival");
    request.authorization = "Bearer " + doctor::proof(house.config());
    request.scheme = "https";
    request.client = "192.0.2.7";
    const auto answer = house.send(request);
    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL(R"({"address":"192.0.2.7","scheme":"https","mount":"/api/auth","contracts":"latchkey"})",
                 answer.body.c_str());
}

TEST(show_arrival, tells_nobody_else)
{
    house.enrol("ann@example.com");
    LONGS_EQUAL(401, house.get("latchkey", "/arrival").status);
    LONGS_EQUAL(401, house.get("latchkey", "/arrival", house.login("ann@example.com").access).status);
}
