#include "handlers/health/check_live.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(check_live)
{
    test::House house;
};

TEST(check_live, answers_without_asking_the_database)
{
    const auto before = house.service().pool.round_trips();
    const auto response = house.get("latchkey", "/health/live");
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(R"({"status":"ok"})", response.body.c_str());
    LONGS_EQUAL(0, house.service().pool.round_trips() - before);
}
