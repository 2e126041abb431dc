// Statements that go ahead of another: what they answer, and guards that refuse.
#include <chrono>
#include <stdexcept>
#include <vector>

#include "fcgi/db/pool.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

namespace {

struct Refused : std::runtime_error {
    Refused() : std::runtime_error{"refused"} {}
};

void refuse(const db::Rows&)
{
    throw Refused{};
}

}   // namespace

TEST_GROUP(guard)
{
    db::Pool pool{test::database(), 1, 5s};
    db::Lease db = pool.lease();
    void setup() override
    {
        db.query("CREATE TEMP TABLE item (n int)");
    }

    std::int64_t items()
    {
        return db.row("SELECT count(*) FROM item")->number(0);
    }
    std::uint64_t trips_of(const auto& action)
    {
        const auto before = pool.round_trips();
        action();
        return pool.round_trips() - before;
    }
};

TEST(guard, what_goes_in_front_hands_its_rows_over)
{
    std::vector<std::int64_t> taken;
    const auto take = [&](const db::Rows& rows) { taken.push_back(rows[0].number(0)); };
    db.precede("INSERT INTO item VALUES ($1) RETURNING n", {7}, take);
    db.precede("SELECT count(*) FROM item", {}, take);
    LONGS_EQUAL(9, db.row("SELECT 9")->number(0));
    CHECK((taken == std::vector<std::int64_t>{7, 1}));
}

TEST(guard, shares_the_round_trip_of_a_statement_that_only_reads)
{
    bool asked = false;
    const auto trips = trips_of([&] {
        db.guard("SELECT $1::int", {5}, [&](const db::Rows& rows) { asked = rows[0].number(0) == 5; });
        LONGS_EQUAL(1, db.row("SELECT 1")->number(0));
    });
    CHECK(asked);
    UNSIGNED_LONGS_EQUAL(1, trips);
}

TEST(guard, is_heard_before_a_statement_that_writes)
{
    std::int64_t seen = -1;
    const auto trips = trips_of([&] {
        db.guard("SELECT count(*) FROM item", {}, [&](const db::Rows& rows) { seen = rows[0].number(0); });
        db.query("INSERT INTO item VALUES (1)");
    });
    LONGS_EQUAL(0, seen);
    UNSIGNED_LONGS_EQUAL(2, trips);
    LONGS_EQUAL(1, items());
}

TEST(guard, refusing_it_stops_the_write_and_what_was_to_precede_it)
{
    db.precede("INSERT INTO item VALUES (1)", {});
    db.guard("SELECT 1", {}, refuse);
    CHECK_THROWS(Refused, db.query("INSERT INTO item VALUES (2)"));
    LONGS_EQUAL(0, items());
}

TEST(guard, what_it_wrote_itself_stays_when_it_refuses)
{
    db.guard("INSERT INTO item VALUES (1) RETURNING n", {}, refuse);
    CHECK_THROWS(Refused, db.query("SELECT 1"));
    db.guard("INSERT INTO item VALUES (2) RETURNING n", {}, refuse);
    CHECK_THROWS(Refused, db.query("DELETE FROM item"));
    LONGS_EQUAL(2, items());
}

TEST(guard, is_heard_before_a_transaction_begins)
{
    db.guard("INSERT INTO item VALUES (1) RETURNING n", {}, [](const db::Rows&) {});
    {
        db::Transaction undone{db};
        db.query("INSERT INTO item VALUES (2)");
    }
    LONGS_EQUAL(1, items());
}

TEST(guard, refusing_leaves_the_connection_to_the_next)
{
    {
        auto other = std::move(db);
        other.guard("SELECT 1", {}, refuse);
        CHECK_THROWS(Refused, db::Transaction{other});
    }
    UNSIGNED_LONGS_EQUAL(1, pool.idle());
}
