#include "handlers/health/check_ready.h"

#include "handlers/answer.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(check_ready)
{
    test::House house;
};

TEST(check_ready, asks_the_database_once)
{
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, house.get("latchkey", "/health/ready").status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}

TEST(check_ready, is_unavailable_while_the_database_is_away)
{
    db::Pool dead{"host=/nonexistent", 1, std::chrono::milliseconds{200}};
    const Service broken = make_service(house.config(), house.service().log, dead, house.service().lanes);
    const auto response = answer(broken, test::request("latchkey", "GET", "/health/ready"));
    LONGS_EQUAL(503, response.status);
    STRCMP_EQUAL("1", test::header(response, "Retry-After").c_str());
    LONGS_EQUAL(200, answer(broken, test::request("latchkey", "GET", "/health/live")).status);
}
