// Statements: their values, their failures, their deadline, and two of them in one round trip.
#include <chrono>
#include <string>

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

namespace {

sys::Failure failure_of(const auto& action)
{
    try {
        action();
    } catch (const sys::Failure& failure) {
        return failure;
    }
    return sys::Failure{"nothing was thrown"};
}

std::string with_options(const char* options)
{
    const std::string base = test::database();
    return base + (base.find('?') == std::string::npos ? "?" : "&") + "options=" + options;
}

}   // namespace

TEST_GROUP(lease)
{
    db::Pool pool{test::database(), 1, 5s};
    db::Lease db = pool.lease();
    void setup() override
    {
        db.query("CREATE TEMP TABLE item (n int CONSTRAINT item_n UNIQUE)");
    }

    std::int64_t items()
    {
        return db.row("SELECT count(*) FROM item")->number(0);
    }
};

TEST(lease, text_of_every_kind_comes_back_unchanged)
{
    for (const std::string text :
         {"", "it's", "\\x41\\n", "\"$1\"", "äß漢😀", "a\tb\nc\x7f", "NULL", "'; DROP --"})
        STRCMP_EQUAL(text.c_str(), db.row("SELECT $1::text", {text})->text(0).c_str());
}

TEST(lease, bytes_of_every_value_come_back_unchanged)
{
    std::string all;
    for (int c = 0; c < 256; ++c) all += char(c);
    const auto row = db.row("SELECT $1::bytea, length($1::bytea)", {db::Value::bytes(all)});
    CHECK(all == row->bytes(0));
    LONGS_EQUAL(256, row->number(1));
    CHECK(db.row("SELECT $1::bytea", {db::Value::bytes("")})->bytes(0).empty());
}

TEST(lease, numbers_truths_and_nulls_keep_their_kind)
{
    const std::optional<std::string> none;
    const auto row = db.row("SELECT $1::bigint, $2::int, $3::boolean, $4::text, $5::text",
                            {INT64_MIN, -7, true, nullptr, none});
    CHECK(row->number(0) == INT64_MIN);
    LONGS_EQUAL(-7, row->number(1));
    CHECK(row->truth(2));
    CHECK(row->is_null(3));
    CHECK(row->is_null(4));
}

TEST(lease, a_nul_byte_in_a_text_is_refused_before_it_is_sent)
{
    const auto failure = failure_of([&] { db.query("SELECT $1::text", {std::string{"abc\0xyz", 7}}); });
    STRCMP_EQUAL("22021", failure.sqlstate().c_str());
    LONGS_EQUAL(1, db.row("SELECT 1")->number(0));
}

TEST(lease, row_is_nothing_when_there_is_none)
{
    CHECK_FALSE(db.row("SELECT n FROM item"));
}

TEST(lease, a_broken_constraint_is_known_by_name)
{
    db.query("INSERT INTO item VALUES ($1)", {1});
    const auto failure = failure_of([&] { db.query("INSERT INTO item VALUES ($1)", {1}); });
    CHECK(failure.breaks("item_n"));
    CHECK_FALSE(failure.breaks("item_other"));
    STRCMP_EQUAL("duplicate key value violates unique constraint \"item_n\"", failure.what());
}

TEST(lease, a_constraint_checked_at_the_commit_fails_the_statement)
{
    db.query("CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    db.query("INSERT INTO late VALUES (1)");
    const auto failure = failure_of([&] { db.query("INSERT INTO late VALUES ($1) RETURNING n", {1}); });
    CHECK(failure.breaks("late_n_key"));
    LONGS_EQUAL(1, db.row("SELECT count(*) FROM late")->number(0));
}

TEST(lease, a_failure_does_not_quote_the_value)
{
    const auto failure = failure_of([&] { db.query("SELECT $1::uuid", {"topsecret"}); });
    STRCMP_EQUAL("22P02", failure.sqlstate().c_str());
    STRCMP_EQUAL("invalid input syntax for type uuid: \"...\"", failure.what());
}

TEST(lease, a_failed_statement_leaves_the_connection_usable)
{
    for (int i = 0; i < 2; ++i)
        STRCMP_EQUAL("42601", failure_of([&] { db.query("SELEKT 1"); }).sqlstate().c_str());
    LONGS_EQUAL(1, db.row("SELECT 1")->number(0));
}

TEST(lease, the_same_statement_is_prepared_once)
{
    for (int i = 0; i < 5; ++i) db.query("INSERT INTO item VALUES ($1)", {i});
    const auto prepared =
        db.row("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'");
    LONGS_EQUAL(1, prepared->number(0));
    LONGS_EQUAL(5, items());
}

TEST(lease, a_large_value_goes_both_ways)
{
    const std::string large(8'000'000, 'x');
    const auto row = db.row("SELECT $1::text || 'y', length($1::text)", {large});
    LONGS_EQUAL(8'000'000, row->number(1));
    CHECK(row->text(0) == large + "y");
}

TEST(lease, a_server_that_does_not_give_up_by_itself_is_left_at_the_deadline)
{
    db::Pool brief{with_options("-c%20statement_timeout%3D0"), 1, 200ms};
    const auto start = std::chrono::steady_clock::now();
    {
        auto lease = brief.lease();
        STRCMP_EQUAL("0", lease.row("SELECT current_setting('statement_timeout')")->text(0).c_str());
        const auto failure = failure_of([&] { lease.query("SELECT pg_sleep(2)"); });
        STRCMP_EQUAL("57014", failure.sqlstate().c_str());
        STRCMP_EQUAL("the database did not answer in time", failure.what());
    }
    CHECK(std::chrono::steady_clock::now() - start < 1s);
    UNSIGNED_LONGS_EQUAL(0, brief.idle());
}

TEST(lease, its_statements_share_one_deadline)
{
    db::Pool brief{test::database(), 1, 300ms};
    auto lease = brief.lease();
    lease.query("SELECT pg_sleep(0.2)");
    STRCMP_EQUAL("57014", failure_of([&] { lease.query("SELECT pg_sleep(0.2)"); }).sqlstate().c_str());
}

TEST(lease, a_statement_sent_in_front_runs_in_the_same_round_trip)
{
    db.query("SELECT 1");
    const auto before = pool.round_trips();
    db.precede("INSERT INTO item VALUES ($1)", {4});
    const auto row = db.row("SELECT n FROM item WHERE n = $1", {4});
    LONGS_EQUAL(4, row->number(0));
    LONGS_EQUAL(1, pool.round_trips() - before);
}

TEST(lease, several_in_front_run_in_order)
{
    db.precede("INSERT INTO item VALUES (1)", {});
    db.precede("UPDATE item SET n = n + 1", {});
    LONGS_EQUAL(2, db.row("SELECT n FROM item")->number(0));
    LONGS_EQUAL(1, items());
}

TEST(lease, when_the_one_in_front_fails_the_next_does_not_run)
{
    db.query("INSERT INTO item VALUES (1)");
    db.precede("INSERT INTO item VALUES ($1)", {1});
    const auto failure = failure_of([&] { db.query("INSERT INTO item VALUES ($1)", {2}); });
    CHECK(failure.breaks("item_n"));
    LONGS_EQUAL(1, items());
}

TEST(lease, when_the_next_fails_the_one_in_front_is_undone)
{
    db.precede("INSERT INTO item VALUES ($1)", {1});
    const auto failure = failure_of([&] { db.query("SELECT 1 / $1::int", {0}); });
    STRCMP_EQUAL("22012", failure.sqlstate().c_str());
    LONGS_EQUAL(0, items());
}

TEST(lease, after_a_failure_in_front_the_connection_serves_on_and_is_lent_again)
{
    {
        auto other = std::move(db);
        other.precede("SELECT 1 / $1::int", {0});
        STRCMP_EQUAL("22012", failure_of([&] { other.query("SELECT 2"); }).sqlstate().c_str());
        LONGS_EQUAL(3, other.row("SELECT 3")->number(0));
        other.precede("SELECT 4", {});
        LONGS_EQUAL(5, other.row("SELECT 5")->number(0));
    }
    UNSIGNED_LONGS_EQUAL(1, pool.idle());
}

TEST(lease, a_constraint_checked_at_the_commit_fails_both)
{
    db.query("CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    db.query("INSERT INTO late VALUES (1)");
    db.precede("INSERT INTO late VALUES (1)", {});
    CHECK(failure_of([&] { db.query("INSERT INTO item VALUES (1)"); }).breaks("late_n_key"));
    LONGS_EQUAL(0, items());
    LONGS_EQUAL(1, db.row("SELECT count(*) FROM late")->number(0));
}

TEST(lease, a_server_lost_between_two_statements_of_a_round_trip_is_a_failure)
{
    db.precede("SELECT pg_terminate_backend(pg_backend_pid())", {});
    const auto failure = failure_of([&] { db.query("SELECT 1"); });
    CHECK(failure.sqlstate().starts_with("57P") || failure.sqlstate().starts_with("08"));
    STRCMP_EQUAL("08003", failure_of([&] { db.query("SELECT 1"); }).sqlstate().c_str());
}

TEST(lease, a_round_trip_of_two_keeps_the_deadline)
{
    db::Pool brief{with_options("-c%20statement_timeout%3D0"), 1, 200ms};
    const auto start = std::chrono::steady_clock::now();
    {
        auto lease = brief.lease();
        lease.precede("SELECT pg_sleep(2)", {});
        STRCMP_EQUAL("57014", failure_of([&] { lease.query("SELECT 1"); }).sqlstate().c_str());
    }
    CHECK(std::chrono::steady_clock::now() - start < 1s);
}

TEST(lease, statements_the_server_has_forgotten_end_the_connection)
{
    {
        auto other = std::move(db);
        other.query("SELECT 1 AS forgotten");
        other.query("DEALLOCATE ALL");
        STRCMP_EQUAL("26000", failure_of([&] { other.query("DEALLOCATE ALL"); }).sqlstate().c_str());
    }
    UNSIGNED_LONGS_EQUAL(0, pool.idle());
}

TEST(lease, a_plan_whose_columns_changed_ends_the_connection)
{
    {
        auto other = std::move(db);
        for (int i = 0; i < 2; ++i) {
            const auto read = [&] { return other.query("SELECT * FROM item").size(); };
            if (i == 0) LONGS_EQUAL(0, read());
            if (i == 1) STRCMP_EQUAL("0A000", failure_of(read).sqlstate().c_str());
            if (i == 0) other.query("ALTER TABLE item ADD more text");
        }
    }
    UNSIGNED_LONGS_EQUAL(0, pool.idle());
}
