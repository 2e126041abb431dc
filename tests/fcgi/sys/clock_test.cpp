#include "fcgi/sys/clock.h"

#include <ctime>

#include <CppUTest/TestHarness.h>

TEST_GROUP(clock_of_the_system){};

TEST(clock_of_the_system, tells_the_seconds_since_1970)
{
    const sys::Clock clock = sys::system_clock();
    const std::int64_t before = std::time(nullptr);
    const std::int64_t told = clock();
    const std::int64_t after = std::time(nullptr);
    CHECK(before - 1 <= told);   // time() may lag by one tick of the coarse clock
    CHECK(told <= after + 1);
}
