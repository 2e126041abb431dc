// A server behind a pooler: nothing may be left in a session that the next transaction does not meet again.
// Through a real PgBouncer: tests/faults/pooler_test.
#include <chrono>

#include "fcgi/db/listener.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(pooled)
{
    db::Pool direct{test::database(), 1, 5s};
    db::Pool pooled{db::Server{test::database(), true}, 1, 5s};

    static std::int64_t prepared(db::Pool & pool)
    {
        auto lease = pool.lease();
        for (int i = 0; i < 2; ++i) lease.query("SELECT $1::int + 1", {i});
        return lease.row("SELECT count(*) FROM pg_prepared_statements")->number(0);
    }
};

TEST(pooled, prepares_nothing)
{
    CHECK(prepared(direct) > 0);
    LONGS_EQUAL(0, prepared(pooled));
}

TEST(pooled, sets_nothing_when_it_connects)
{
    const auto limit = [](db::Pool& pool) { return pool.lease().row("SHOW statement_timeout")->text(0); };
    STRCMP_EQUAL("5s", limit(direct).c_str());
    STRCMP_EQUAL("0", limit(pooled).c_str());
}

TEST(pooled, sends_several_statements_in_one_transaction)
{
    auto lease = pooled.lease();
    std::int64_t first = 0;
    lease.precede("SELECT txid_current()", {}, [&](const db::Rows& rows) { first = rows[0].number(0); });
    const auto second = lease.row("SELECT txid_current() + $1", {0})->number(0);
    LONGS_EQUAL(first, second);
    CHECK_THROWS(sys::Failure, lease.query("SELECT 1 / $1::int", {0}));
    LONGS_EQUAL(7, lease.row("SELECT 3 + $1::int", {4})->number(0));
}

TEST(pooled, listens_to_nothing_and_waits_all_the_same)
{
    const std::string named = test::database() + "&application_name=latchkey_pooled_listener";
    db::Listener listener{db::Server{named, true}, "latchkey_listener_test"};
    direct.lease().query("SELECT pg_notify('latchkey_listener_test', '')");
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(listener.wait(100ms));
    CHECK(std::chrono::steady_clock::now() - start >= 100ms);
    LONGS_EQUAL(
        0,
        direct.lease()
            .row("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'latchkey_pooled_listener'")
            ->number(0));
}
