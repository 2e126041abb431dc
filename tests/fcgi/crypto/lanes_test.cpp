#include "fcgi/crypto/lanes.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

namespace files = std::filesystem;
using namespace std::chrono_literals;
using crypto::Lanes;

namespace {

std::size_t entries(const char* folder)
{
    return std::size_t(std::distance(files::directory_iterator{folder}, files::directory_iterator{}));
}

}   // namespace

TEST_GROUP(lanes)
{
    files::path directory;

    void setup() override
    {
        char name[] = "/tmp/lanes-test-XXXXXX";
        directory = files::path{::mkdtemp(name)} / "lanes";
    }
    void teardown() override
    {
        files::remove_all(directory.parent_path());
    }

    void wait_for(const std::function<bool()>& come)
    {
        for (int i = 0; i < 2'000 && !come(); ++i) std::this_thread::sleep_for(1ms);
        CHECK_TRUE(come());
    }

    bool free_lane(Lanes & lanes)
    {
        return lanes.enter(0ms).has_value();
    }
};

TEST(lanes, makes_its_directory_a_file_a_lane_and_one_for_the_turn)
{
    const Lanes lanes{directory, 3, 0};
    for (const char* name : {"lane-0", "lane-1", "lane-2", "turn"})
        CHECK_TRUE_TEXT(files::exists(directory / name), name);
    UNSIGNED_LONGS_EQUAL(4, entries(directory.c_str()));
    LONGS_EQUAL(0, int(files::status(directory).permissions() & files::perms::others_all));
    LONGS_EQUAL(0, int(files::status(directory / "lane-0").permissions() & files::perms::others_all));
}

TEST(lanes, gives_as_many_as_there_are_and_takes_them_back)
{
    Lanes lanes{directory, 2, 4};
    {
        const auto first = lanes.enter(0ms);
        const auto second = lanes.enter(0ms);
        CHECK_TRUE(first && second);
        UNSIGNED_LONGS_EQUAL(2, lanes.busy());
        CHECK_FALSE(free_lane(lanes));
    }
    UNSIGNED_LONGS_EQUAL(0, lanes.busy());
    CHECK_TRUE(free_lane(lanes));
}

TEST(lanes, a_lane_that_was_moved_is_given_back_once)
{
    Lanes lanes{directory, 2, 0};
    auto first = lanes.enter(0ms);
    {
        const Lanes::Lane moved{std::move(*first)};
        first.reset();
        UNSIGNED_LONGS_EQUAL(1, lanes.busy());
    }
    UNSIGNED_LONGS_EQUAL(0, lanes.busy());
}

TEST(lanes, gives_nothing_after_patience)
{
    Lanes lanes{directory, 1, 4};
    const auto held = lanes.enter(0ms);
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(lanes.enter(60ms).has_value());
    const auto waited = std::chrono::steady_clock::now() - start;
    CHECK(waited >= 60ms);
    CHECK(waited < 500ms);
    UNSIGNED_LONGS_EQUAL(0, lanes.waiting());
}

TEST(lanes, gives_nothing_at_once_when_the_queue_is_full)
{
    Lanes lanes{directory, 1, 1};
    auto held = lanes.enter(0ms);
    std::atomic<bool> got = false;
    std::jthread waiting{[&] { got = lanes.enter(10s).has_value(); }};
    wait_for([&] { return lanes.waiting() == 1; });
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(lanes.enter(10s).has_value());
    CHECK(std::chrono::steady_clock::now() - start < 1s);
    held.reset();
    waiting.join();
    CHECK_TRUE(got);
}

TEST(lanes, a_queue_of_none_still_gives_a_free_lane)
{
    Lanes lanes{directory, 1, 0};
    const auto held = lanes.enter(10s);
    CHECK_TRUE(held.has_value());
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(lanes.enter(10s).has_value());
    CHECK(std::chrono::steady_clock::now() - start < 1s);
}

TEST(lanes, serves_in_the_order_of_coming)
{
    Lanes lanes{directory, 1, 8};
    auto held = lanes.enter(0ms);
    std::string order;   // written by whoever holds the only lane
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            const auto lane = lanes.enter(10s);
            if (lane) order += char('a' + i);
        });
        wait_for([&] { return lanes.waiting() == i + 1; });
    }
    held.reset();
    threads.clear();
    STRCMP_EQUAL("abcdef", order.c_str());
}

TEST(lanes, one_who_gives_up_holds_up_no_one_behind)
{
    Lanes lanes{directory, 1, 8};
    auto held = lanes.enter(0ms);
    std::atomic<bool> first = true;
    std::atomic<bool> second = false;
    std::jthread impatient{[&] { first = lanes.enter(50ms).has_value(); }};
    wait_for([&] { return lanes.waiting() == 1; });
    std::jthread patient{[&] { second = lanes.enter(10s).has_value(); }};
    wait_for([&] { return lanes.waiting() == 2; });
    impatient.join();
    held.reset();
    patient.join();
    CHECK_FALSE(first);
    CHECK_TRUE(second);
}

TEST(lanes, one_in_the_middle_who_gives_up_leaves_the_line)
{
    Lanes lanes{directory, 1, 8};
    auto held = lanes.enter(0ms);
    std::atomic<int> served = 0;
    const auto patient = [&] { served += lanes.enter(2s).has_value() ? 1 : 0; };
    std::jthread first{patient};
    wait_for([&] { return lanes.waiting() == 1; });
    CHECK_FALSE(lanes.enter(10ms).has_value());
    UNSIGNED_LONGS_EQUAL(1, lanes.waiting());
    std::jthread last{patient};
    wait_for([&] { return lanes.waiting() == 2; });
    held.reset();
    first.join();
    last.join();
    LONGS_EQUAL(2, served);
}

TEST(lanes, a_newcomer_does_not_overtake_the_line)
{
    Lanes lanes{directory, 1, 8};
    Lanes elsewhere{directory, 1, 0};   // frees its lane without a word to the line
    for (int i = 0; i < 20; ++i) {
        auto held = elsewhere.enter(0ms);
        std::atomic<bool> over = false;
        std::jthread waiting{[&] {
            const auto lane = lanes.enter(2s);
            for (int t = 0; t < 2'000 && !over; ++t) std::this_thread::sleep_for(1ms);
        }};
        wait_for([&] { return lanes.waiting() == 1; });
        held.reset();
        CHECK_FALSE(free_lane(lanes));
        wait_for([&] { return lanes.busy() == 1; });
        over = true;
    }
}

TEST(lanes, a_process_with_a_line_leaves_lanes_to_another)
{
    Lanes crowded{directory, 1, 8}, other{directory, 1, 8};
    std::atomic<int> taken = 0;
    std::atomic<bool> over = false;
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 4; ++i)
        crowd.emplace_back([&] {
            while (!over) {
                const auto lane = crowded.enter(10s);
                ++taken;
                std::this_thread::sleep_for(30ms);
            }
        });
    wait_for([&] { return crowded.waiting() == 3; });
    int served = 0, most_between = 0;
    for (int turn = 0; turn < 5; ++turn) {
        const int before = taken;
        served += other.enter(10s).has_value();
        most_between = std::max(most_between, taken - before);
    }
    over = true;
    LONGS_EQUAL(5, served);
    CHECK(most_between <= 3);
}

TEST(lanes, gives_the_turn_back_with_the_last_who_waits)
{
    Lanes one{directory, 1, 8}, other{directory, 1, 8};
    {
        const auto held = one.enter(0ms);
        CHECK_FALSE(other.enter(60ms).has_value());
        CHECK_FALSE(one.enter(60ms).has_value());
    }
    CHECK_TRUE(free_lane(one));
    CHECK_TRUE(free_lane(other));
    CHECK_TRUE(free_lane(one));
}

TEST(lanes, never_lets_in_more_threads_than_lanes)
{
    Lanes lanes{directory, 2, 64};
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    std::atomic<int> served = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 20; ++i) {
                    const auto lane = lanes.enter(10s);
                    if (!lane) continue;
                    const int now = ++inside;
                    int seen = most;
                    while (now > seen && !most.compare_exchange_weak(seen, now)) {
                    }
                    std::this_thread::yield();
                    ++served;
                    --inside;
                }
            });
    }
    LONGS_EQUAL(2, most);
    LONGS_EQUAL(160, served);
    UNSIGNED_LONGS_EQUAL(0, lanes.busy());
    UNSIGNED_LONGS_EQUAL(0, lanes.waiting());
}

TEST(lanes, leaves_no_descriptor_open)
{
    const std::size_t before = entries("/proc/self/fd");
    {
        Lanes lanes{directory, 4, 1};
        CHECK_TRUE(free_lane(lanes));
        UNSIGNED_LONGS_EQUAL(before + 5, entries("/proc/self/fd"));
    }
    UNSIGNED_LONGS_EQUAL(before, entries("/proc/self/fd"));
}

TEST(lanes, refuses_a_directory_it_cannot_use_and_a_link_in_place_of_a_lane)
{
    CHECK_THROWS(sys::Failure, (Lanes{directory.string() + "/missing/deep", 1, 1}));
    CHECK_THROWS(sys::Failure, (Lanes{directory, 0, 1}));
    files::create_directory(directory);
    files::create_symlink("/etc/passwd", directory / "lane-1");
    const std::size_t before = entries("/proc/self/fd");
    CHECK_THROWS(sys::Failure, (Lanes{directory, 2, 1}));
    UNSIGNED_LONGS_EQUAL(before, entries("/proc/self/fd"));
}
