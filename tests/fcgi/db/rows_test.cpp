// Reading columns strictly.
#include "fcgi/db/rows.h"

#include <chrono>

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(rows)
{
    db::Pool pool{test::database(), 1, 5s};
    db::Lease db = pool.lease();
};

TEST(rows, a_null_is_told_from_an_empty_text)
{
    const auto row = db.row("SELECT NULL::text, ''");
    CHECK(row->is_null(0));
    CHECK_FALSE(row->is_null(1));
    CHECK_FALSE(row->maybe(0));
    STRCMP_EQUAL("", row->maybe(1)->c_str());
    STRCMP_EQUAL("", row->text(0).c_str());
}

TEST(rows, a_number_is_taken_whole_or_not_at_all)
{
    const auto row =
        db.row("SELECT 9223372036854775807, -1, '12x', ' 1', '', NULL, '9223372036854775808', 1.5");
    CHECK(row->number(0) == INT64_MAX);
    LONGS_EQUAL(-1, row->number(1));
    for (int column = 2; column < 8; ++column) CHECK_THROWS(sys::Failure, row->number(column));
}

TEST(rows, only_a_boolean_is_true_or_false)
{
    const auto row = db.row("SELECT true, false, NULL::boolean, 1, 'true'");
    CHECK(row->truth(0));
    CHECK_FALSE(row->truth(1));
    for (int column = 2; column < 5; ++column) CHECK_THROWS(sys::Failure, row->truth(column));
}

TEST(rows, only_a_bytea_is_bytes)
{
    const auto row = db.row("SELECT '\\x00ff'::bytea, '00ff', '\\x0', NULL::bytea");
    CHECK(row->bytes(0) == std::string("\0\xff", 2));
    for (int column = 1; column < 4; ++column) CHECK_THROWS(sys::Failure, row->bytes(column));
}

TEST(rows, only_a_timestamp_is_a_moment)
{
    const auto row = db.row(
        "SELECT '2026-01-31 12:00:00.25+02'::timestamptz, '1969-12-31 23:59:59.5Z'::timestamptz,"
        " NULL::timestamptz, 'infinity'::timestamptz, 1767225600");
    CHECK(row->moment(0) == 1769853600250000);
    CHECK(row->maybe_moment(0) == 1769853600250000);
    CHECK(row->second(0) == 1769853600);
    CHECK(row->moment(1) == -500000);
    CHECK(row->second(1) == -1);
    CHECK_FALSE(row->maybe_moment(2));
    for (int column = 2; column < 5; ++column) CHECK_THROWS(sys::Failure, row->moment(column));
    for (int column = 2; column < 5; ++column) CHECK_THROWS(sys::Failure, row->second(column));
}

TEST(rows, a_row_or_column_that_is_not_there_is_a_failure)
{
    const auto rows = db.query("SELECT 1");
    CHECK_THROWS(sys::Failure, rows[0].text(1));
    CHECK_THROWS(sys::Failure, rows[0].is_null(-1));
    CHECK_THROWS(sys::Failure, rows[1].text(0));
}

TEST(rows, size_and_affected_count)
{
    db.query("CREATE TEMP TABLE item (n int)");
    LONGS_EQUAL(3, db.query("INSERT INTO item SELECT generate_series(1, 3)").affected());
    LONGS_EQUAL(2, db.query("DELETE FROM item WHERE n > 1").affected());
    LONGS_EQUAL(0, db.query("UPDATE item SET n = 0 WHERE n > 1").affected());
    LONGS_EQUAL(1, db.query("SELECT n FROM item").size());
}

TEST(rows, a_row_outlives_the_rows_and_the_lease)
{
    auto row = [] {
        db::Pool other{test::database(), 1, 5s};
        return other.lease().row("SELECT 'still here'");
    }();
    STRCMP_EQUAL("still here", row->text(0).c_str());
}
