// All or nothing, whatever happens in between.
#include <chrono>

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(transaction)
{
    db::Pool pool{test::database(), 1, 5s};
    db::Lease db = pool.lease();
    void setup() override
    {
        db.query("CREATE TEMP TABLE item (n int UNIQUE)");
    }

    std::int64_t items()
    {
        return db.row("SELECT count(*) FROM item")->number(0);
    }
    void add(int n)
    {
        db.query("INSERT INTO item VALUES ($1)", {n});
    }
};

TEST(transaction, keeps_everything_after_commit)
{
    {
        db::Transaction both{db};
        add(1);
        add(2);
        both.commit();
    }
    LONGS_EQUAL(2, items());
}

TEST(transaction, keeps_nothing_without_commit)
{
    {
        db::Transaction both{db};
        add(1);
        add(2);
    }
    LONGS_EQUAL(0, items());
}

TEST(transaction, rolls_back_when_a_failure_passes_through)
{
    CHECK_THROWS(sys::Failure, [&] {
        db::Transaction both{db};
        add(1);
        add(1);
        both.commit();
    }());
    LONGS_EQUAL(0, items());
}

TEST(transaction, refuses_to_commit_what_has_failed_already)
{
    {
        db::Transaction both{db};
        add(1);
        CHECK_THROWS(sys::Failure, add(1));
        CHECK_THROWS(sys::Failure, both.commit());
    }
    LONGS_EQUAL(0, items());
}

TEST(transaction, begin_and_commit_are_counted_as_round_trips)
{
    add(1);
    const auto before = pool.round_trips();
    {
        db::Transaction one{db};
        add(2);
        one.commit();
    }
    LONGS_EQUAL(3, pool.round_trips() - before);
}

TEST(transaction, a_statement_in_front_belongs_to_it)
{
    {
        db::Transaction undone{db};
        db.precede("INSERT INTO item VALUES ($1)", {1});
        add(2);
    }
    LONGS_EQUAL(0, items());
}

TEST(transaction, a_statement_still_waiting_to_go_in_front_is_forgotten_with_it)
{
    add(1);
    {
        db::Transaction undone{db};
        db.precede("INSERT INTO item VALUES ($1)", {1});   // would fail, and the rollback with it
    }
    LONGS_EQUAL(1, items());
}

TEST(transaction, survives_a_server_that_is_gone)
{
    {
        auto lost = std::move(db);
        db::Transaction one{lost};
        CHECK_THROWS(sys::Failure, lost.query("SELECT pg_terminate_backend(pg_backend_pid())"));
    }
    UNSIGNED_LONGS_EQUAL(0, pool.idle());
}

TEST(transaction, past_the_deadline_it_ends_with_the_connection)
{
    db::Pool brief{test::database(), 1, 200ms};
    {
        auto lease = brief.lease();
        db::Transaction one{lease};
        CHECK_THROWS(sys::Failure, lease.query("SELECT pg_sleep(1)"));
    }
    UNSIGNED_LONGS_EQUAL(0, brief.idle());
}
