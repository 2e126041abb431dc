// Waking up by NOTIFY, by time, by the stop descriptor, and after a lost database.
#include "fcgi/db/listener.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"
#include "tests/fcgi/db/servers.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

namespace {

struct Stop {
    const int descriptor = eventfd(0, EFD_CLOEXEC);
    ~Stop() { close(descriptor); }
    void say() const { eventfd_write(descriptor, 1); }
};

std::string named(const char* application)
{
    const std::string base = test::database();
    return base + (base.find('?') == std::string::npos ? "?" : "&") + "application_name=" + application;
}

}   // namespace

TEST_GROUP(listener)
{
    db::Pool pool{test::database(), 1, 5s};
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

    void notify()
    {
        pool.lease().query("SELECT pg_notify('latchkey_listener_test', 'any')");
    }
    auto waited() const
    {
        return std::chrono::steady_clock::now() - start;
    }
    void end_listener(const char* application)
    {
        pool.lease().query(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = $1",
            {application});
    }
};

TEST(listener, hears_what_was_said_before_it_waits)
{
    db::Listener listener{test::database(), "latchkey_listener_test"};
    notify();
    CHECK(listener.wait(2s));
}

TEST(listener, wakes_while_it_waits)
{
    db::Listener listener{test::database(), "latchkey_listener_test"};
    std::thread other{[&] {
        std::this_thread::sleep_for(100ms);
        notify();
    }};
    const bool woken = listener.wait(5s);
    other.join();
    CHECK(woken);
    CHECK(waited() < 4s);
}

TEST(listener, one_wake_takes_all_that_has_come)
{
    db::Listener listener{test::database(), "latchkey_listener_test"};
    for (int i = 0; i < 3; ++i) notify();
    std::this_thread::sleep_for(100ms);
    CHECK(listener.wait(2s));
    CHECK_FALSE(listener.wait(50ms));
}

TEST(listener, returns_after_the_timeout_when_nothing_comes)
{
    db::Listener listener{test::database(), "latchkey_listener_test"};
    start = std::chrono::steady_clock::now();
    CHECK_FALSE(listener.wait(150ms));
    CHECK(waited() >= 150ms && waited() < 2s);
}

TEST(listener, returns_at_once_when_told_to_stop)
{
    db::Listener listener{test::database(), "latchkey_listener_test"};
    const Stop stop;
    stop.say();
    CHECK_FALSE(listener.wait(5s, stop.descriptor));
    CHECK(waited() < 4s);
}

TEST(listener, told_to_stop_it_does_not_wait_for_a_hanging_server)
{
    const test::HangingServer hanging;
    db::Listener listener{hanging.uri(), "latchkey_listener_test"};
    start = std::chrono::steady_clock::now();
    const Stop stop;
    stop.say();
    CHECK_FALSE(listener.wait(5s, stop.descriptor));
    CHECK(waited() < 1s);
}

TEST(listener, sleeps_out_the_timeout_while_the_database_is_away)
{
    db::Listener listener{"postgresql:///x?host=/nonexistent", "latchkey_listener_test"};
    start = std::chrono::steady_clock::now();
    CHECK_FALSE(listener.wait(150ms));
    CHECK(waited() >= 150ms && waited() < 2s);
}

TEST(listener, connects_again_after_the_database_was_lost)
{
    db::Listener listener{named("latchkey_listener_lost"), "latchkey_listener_test"};
    end_listener("latchkey_listener_lost");
    CHECK_FALSE(listener.wait(50ms));
    std::thread other{[&] {
        std::this_thread::sleep_for(200ms);
        notify();
    }};
    const bool woken = listener.wait(5s);
    other.join();
    CHECK(woken);
}

TEST(listener, a_channel_that_is_no_plain_identifier_is_refused)
{
    for (const char* channel : {"", "a; DROP TABLE b", "A", "a\"b", "1"})
        CHECK_THROWS(sys::Failure, (db::Listener{test::database(), channel}));
}
