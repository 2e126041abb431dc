#include "fcgi/sys/metrics.h"

#include <vector>

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(metrics)
{
    std::vector<sys::Count> places = std::vector<sys::Count>(sys::Histogram::places);
    sys::Histogram histogram{places};
};

TEST(metrics, put_a_time_under_the_least_bound_that_it_does_not_exceed)
{
    histogram.note(0ns);
    histogram.note(500us);
    histogram.note(500001ns);
    histogram.note(1ms);
    histogram.note(10s);
    histogram.note(10001ms);
    UNSIGNED_LONGS_EQUAL(2, places[0]);
    UNSIGNED_LONGS_EQUAL(2, places[1]);
    UNSIGNED_LONGS_EQUAL(1, places[13]);
    UNSIGNED_LONGS_EQUAL(1, places[14]);
}

TEST(metrics, add_up_the_times_in_microseconds)
{
    histogram.note(1500us);
    histogram.note(1ns);
    histogram.note(-1s);
    UNSIGNED_LONGS_EQUAL(1501, places[sys::Histogram::places - 1]);
}

TEST(metrics, without_a_place_count_nothing)
{
    sys::Counter{}.add();
    sys::Gauge{}.add(1);
    sys::Gauge{}.set(1);
    sys::Histogram{}.note(1s);
}

TEST(metrics, count)
{
    sys::Count count{};
    std::atomic<std::int64_t> level{};
    sys::Counter{count}.add();
    sys::Counter{count}.add();
    sys::Gauge{level}.set(5);
    sys::Gauge{level}.add(-2);
    UNSIGNED_LONGS_EQUAL(2, count);
    LONGS_EQUAL(3, level);
}
