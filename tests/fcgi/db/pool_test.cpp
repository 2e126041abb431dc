// Lending, its limits, and servers that went away in between.
#include "fcgi/db/pool.h"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "fcgi/sys/failure.h"
#include "tests/database.h"
#include "tests/fcgi/db/servers.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

namespace {

std::int64_t pid(db::Lease& lease)
{
    return lease.row("SELECT pg_backend_pid()")->number(0);
}

// Ends a server process as an administrator would, and sees it gone.
void end_backend(std::int64_t process)
{
    db::Pool other{test::database(), 1, 5s};
    auto lease = other.lease();
    lease.query("SELECT pg_terminate_backend($1, 2000)", {process});
}

std::string sqlstate_of(const auto& action)
{
    try {
        action();
    } catch (const sys::Failure& failure) {
        return failure.sqlstate();
    }
    return "none";
}

std::chrono::milliseconds time_of(const auto& action)
{
    const auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}   // namespace

TEST_GROUP(pool)
{
    db::Pool one{test::database(), 1, 5s};
    db::Pool two{test::database(), 2, 5s};
};

TEST(pool, takes_the_connection_back_when_the_lease_ends)
{
    {
        auto lease = one.lease();
        lease.query("SELECT 1");
        UNSIGNED_LONGS_EQUAL(0, one.idle());
    }
    UNSIGNED_LONGS_EQUAL(1, one.idle());
}

TEST(pool, a_moved_lease_gives_its_connection_back_once)
{
    {
        auto lease = one.lease();
        auto moved = std::move(lease);
        moved.query("SELECT 1");
    }
    UNSIGNED_LONGS_EQUAL(1, one.idle());
    auto again = one.lease();
    LONGS_EQUAL(1, again.row("SELECT 1")->number(0));
}

TEST(pool, lends_the_most_recently_used_connection_first)
{
    std::int64_t last = 0;
    {
        auto first = std::make_unique<db::Lease>(two.lease());
        auto second = two.lease();
        last = pid(second);
        first.reset();
    }
    auto next = two.lease();
    LONGS_EQUAL(last, pid(next));
}

TEST(pool, gives_up_waiting_with_a_failure)
{
    db::Pool brief{test::database(), 1, 100ms};
    auto only = brief.lease();
    std::string state;
    const auto waited = time_of([&] { state = sqlstate_of([&] { auto second = brief.lease(); }); });
    STRCMP_EQUAL("53300", state.c_str());
    CHECK(waited >= 100ms && waited < 1s);
}

TEST(pool, hands_a_freed_connection_to_a_waiting_thread)
{
    auto first = std::make_unique<db::Lease>(one.lease());
    std::atomic<bool> served = false;
    std::thread waiter{[&] {
        auto lease = one.lease();
        served = lease.row("SELECT true")->truth(0);
    }};
    std::this_thread::sleep_for(50ms);
    const bool early = served;
    first.reset();
    waiter.join();
    CHECK_FALSE(early);
    CHECK(served);
}

TEST(pool, many_threads_never_open_more_connections_than_its_size)
{
    const char* const mine = "application_name=latchkey_pool_size";
    const std::string base = test::database();
    db::Pool few{base + (base.find('?') == std::string::npos ? "?" : "&") + mine, 3, 5s};
    std::atomic<std::int64_t> most = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                auto lease = few.lease();
                const auto open = lease.row(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'latchkey_pool_size'");
                for (auto seen = most.load(); seen < open->number(0);)
                    if (most.compare_exchange_weak(seen, open->number(0))) break;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(most >= 1 && most <= 3);
    CHECK(few.idle() <= 3);
}

TEST(pool, a_failed_connect_gives_its_place_back)
{
    db::Pool nowhere{"postgresql:///x?host=/nonexistent", 1, 1s};
    STRCMP_EQUAL("08001", sqlstate_of([&] { auto lease = nowhere.lease(); }).c_str());
    STRCMP_EQUAL("08001", sqlstate_of([&] { auto lease = nowhere.lease(); }).c_str());
}

TEST(pool, a_malformed_uri_is_refused_without_being_quoted)
{
    db::Pool broken{"postgresql://latchkey:verysecret%zz@host/db", 1, 1s};
    try {
        auto lease = broken.lease();
        FAIL("connected");
    } catch (const sys::Failure& failure) {
        CHECK(std::string{failure.what()}.find("verysecret") == std::string::npos);
    }
}

TEST(pool, idle_connections_that_the_server_ended_cost_no_request)
{
    std::set<std::int64_t> ended;
    {
        auto first = two.lease();
        auto second = two.lease();
        ended = {pid(first), pid(second)};
    }
    UNSIGNED_LONGS_EQUAL(2, two.idle());
    for (const auto process : ended) end_backend(process);

    auto first = two.lease();
    auto second = two.lease();
    CHECK_FALSE(ended.contains(pid(first)));
    CHECK_FALSE(ended.contains(pid(second)));
}

TEST(pool, a_connection_ended_while_lent_fails_and_is_not_lent_again)
{
    std::int64_t first = 0;
    {
        auto lease = one.lease();
        first = pid(lease);
        end_backend(first);
        const auto state = sqlstate_of([&] { lease.query("SELECT 1"); });
        CHECK(state.starts_with("57P") || state.starts_with("08"));
        STRCMP_EQUAL("08003", sqlstate_of([&] { lease.query("SELECT 1"); }).c_str());
    }
    UNSIGNED_LONGS_EQUAL(0, one.idle());
    auto next = one.lease();
    CHECK(pid(next) != first);
}

TEST(pool, closes_a_connection_left_inside_a_transaction)
{
    {
        auto lease = one.lease();
        lease.query("BEGIN");
    }
    UNSIGNED_LONGS_EQUAL(0, one.idle());
}

TEST(pool, drops_a_connection_to_a_server_that_only_reads)
{
    {
        auto lease = one.lease();
        lease.query("SET default_transaction_read_only = on");
        STRCMP_EQUAL("25006", sqlstate_of([&] { lease.query("CREATE TABLE never (n int)"); }).c_str());
    }
    UNSIGNED_LONGS_EQUAL(0, one.idle());
}

TEST(pool, a_server_that_hangs_at_connecting_is_left_at_the_deadline)
{
    const test::HangingServer hanging;
    db::Pool pool{hanging.uri(), 1, 200ms};
    std::string state;
    const auto waited = time_of([&] { state = sqlstate_of([&] { auto lease = pool.lease(); }); });
    STRCMP_EQUAL("08001", state.c_str());
    CHECK(waited >= 200ms && waited < 1s);
}

TEST(pool, finds_the_answering_host_behind_a_hanging_one)
{
    const test::HangingServer hanging;
    db::Pool pool{test::database_behind(hanging.folder()), 1, 1s};
    auto lease = pool.lease();
    LONGS_EQUAL(1, lease.row("SELECT 1")->number(0));
}

TEST(pool, passes_over_a_host_that_only_reads_when_the_uri_asks_for_writes)
{
    const std::string writing = test::database_behind("/nonexistent") + "&target_session_attrs=read-write";
    db::Pool good{writing, 1, 1s};
    auto lease = good.lease();
    LONGS_EQUAL(1, lease.row("SELECT 1")->number(0));
    db::Pool bad{writing + "&options=-c%20default_transaction_read_only%3Don", 1, 1s};
    STRCMP_EQUAL("08001", sqlstate_of([&] { auto none = bad.lease(); }).c_str());
}

TEST(pool, counts_statements_but_not_their_preparing)
{
    auto lease = one.lease();
    UNSIGNED_LONGS_EQUAL(0, one.round_trips());
    for (int i = 0; i < 3; ++i) lease.query("SELECT 1");
    lease.precede("SELECT 2", {});
    lease.query("SELECT 3");
    UNSIGNED_LONGS_EQUAL(4, one.round_trips());
}

TEST(pool, tells_the_server_its_patience_and_the_forms_it_reads)
{
    auto lease = one.lease();
    STRCMP_EQUAL("5s", lease.row("SELECT current_setting('statement_timeout')")->text(0).c_str());
    STRCMP_EQUAL("5s", lease.row("SELECT current_setting('lock_timeout')")->text(0).c_str());
    STRCMP_EQUAL("5s", lease.row("SHOW idle_in_transaction_session_timeout")->text(0).c_str());
    STRCMP_EQUAL("UTC", lease.row("SELECT current_setting('timezone')")->text(0).c_str());
    STRCMP_EQUAL("latchkey", lease.row("SELECT current_setting('application_name')")->text(0).c_str());
}
