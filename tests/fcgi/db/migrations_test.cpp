// Migrating fresh databases, with lists of migrations made for the test.
#include "fcgi/db/migrations.h"

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

namespace {

constexpr db::Migration history[] = {
    {1, "001_first", "f1", "CREATE TABLE first (n int); INSERT INTO first VALUES (1), (2);"},
    {2, "002_second", "f2", "ALTER TABLE first ADD more text; -- the end"},
    {3, "003_third", "f3", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1;$$;"},
};
constexpr db::Migration bad_second[] = {
    history[0],
    {2, "002_second", "f2", "CREATE TABLE half (n int); INSERT INTO half VALUES ('x');"},
    history[2],
};
constexpr db::Migration self_ending[] = {{1, "001_first", "f1", "CREATE TABLE half (n int); COMMIT;"}};
constexpr db::Migration changed[] = {history[0], {2, "002_second", "other", "SELECT 1"}, history[2]};
constexpr db::Migration growing[] = {
    history[0],
    {2, "002_wider", "f2", "ALTER TABLE first ADD more text", db::Step::expand},
    {3, "003_wider_still", "f3", "ALTER TABLE first ADD most text", db::Step::expand},
    {4, "004_narrower", "f4", "ALTER TABLE first DROP more"},
};
constexpr const char* fill =
    "UPDATE filled SET twice = n * 2 WHERE n IN (SELECT n FROM filled WHERE twice IS NULL LIMIT 400)";
constexpr db::Migration filling[] = {
    {1, "001_filled", "f1", "CREATE TABLE filled AS SELECT n FROM generate_series(1, 1000) n"},
    {2, "002_twice", "f2", "ALTER TABLE filled ADD twice int", db::Step::expand, fill},
    {3, "003_demanded", "f3", "ALTER TABLE filled ALTER twice SET NOT NULL"},
};
// Its second batch fails, as if the program had been killed there.
constexpr db::Migration interrupted[] = {
    filling[0],
    {2, "002_twice", "f2", "ALTER TABLE filled ADD twice int CHECK (twice <= 800)", db::Step::expand,
     "UPDATE filled SET twice = n * 2 WHERE n IN"
     " (SELECT n FROM filled WHERE twice IS NULL ORDER BY n LIMIT 400)"},
};
constexpr db::Migration slow[] = {
    {1, "001_first", "f1", "SELECT pg_sleep(0.3); CREATE TABLE first (n int);"}};

using Known = std::span<const db::Migration>;

}   // namespace

TEST_GROUP(migrations)
{
    test::FreshSchema fresh = test::fresh_schema();
    db::Pool pool{fresh.uri(), 1, 5s};

    std::vector<std::string> migrate(Known known)
    {
        std::vector<std::string> names;
        db::migrate(fresh.uri(), known, [&](const db::Progress& made) {
            constexpr const char* endings[] = {"", " batch", " backfilled"};
            names.push_back(std::string{made.migration} + endings[made.kind]);
        });
        return names;
    }
    std::string refusal(Known known)
    {
        try {
            migrate(known);
        } catch (const sys::Failure& failure) {
            return failure.what();
        }
        return "none";
    }
    std::string problem(Known known)
    {
        return db::schema_problem(pool, known);
    }
    bool has_table(const char* name)
    {
        return pool.lease().row("SELECT to_regclass($1) IS NOT NULL", {name})->truth(0);
    }
};

TEST(migrations, applies_all_in_order_and_tells_each)
{
    const std::vector<std::string> wanted{"001_first", "002_second", "003_third"};
    CHECK(migrate(history) == wanted);
    LONGS_EQUAL(2, pool.lease().row("SELECT count(more IS NULL) FROM first")->number(0));
    STRCMP_EQUAL("", problem(history).c_str());
}

TEST(migrations, applies_only_what_is_missing)
{
    migrate(Known{history}.first(1));
    const std::vector<std::string> wanted{"002_second", "003_third"};
    CHECK(migrate(history) == wanted);
    CHECK(migrate(history).empty());
}

TEST(migrations, remembers_name_fingerprint_and_time)
{
    migrate(history);
    const auto row = pool.lease().row(
        "SELECT name, fingerprint, applied_at <= now() FROM schema_migration WHERE number = 2");
    STRCMP_EQUAL("002_second", row->text(0).c_str());
    STRCMP_EQUAL("f2", row->text(1).c_str());
    CHECK(row->truth(2));
}

TEST(migrations, one_that_fails_is_undone_wholly_and_stops_the_rest)
{
    STRCMP_EQUAL("migration 002_second: invalid input syntax for type integer: \"...\"",
                 refusal(bad_second).c_str());
    CHECK(has_table("first"));
    CHECK_FALSE(has_table("half"));
    STRCMP_EQUAL("the database lacks migration 002_second; run: latchkey migrate", problem(history).c_str());
}

TEST(migrations, one_that_ends_its_own_transaction_is_refused)
{
    STRCMP_EQUAL("migration 001_first: it ends its transaction itself", refusal(self_ending).c_str());
}

TEST(migrations, one_changed_after_it_was_applied_is_refused)
{
    migrate(Known{history}.first(2));
    STRCMP_EQUAL("migration 002_second was changed after it was applied", refusal(changed).c_str());
    STRCMP_EQUAL("migration 002_second was changed after it was applied", problem(changed).c_str());
}

TEST(migrations, a_database_with_what_is_not_for_programs_of_before_is_refused)
{
    migrate(history);
    const char* const wanted =
        "the database is newer than this program, and migration 003_third is no longer for it; install the"
        " newer package";
    STRCMP_EQUAL(wanted, refusal(Known{history}.first(2)).c_str());
    STRCMP_EQUAL(wanted, problem(Known{history}.first(2)).c_str());
}

TEST(migrations, a_database_with_nothing_newer_but_expansions_is_served)
{
    migrate(Known{growing}.first(3));
    STRCMP_EQUAL("", problem(Known{growing}.first(1)).c_str());
    CHECK(migrate(Known{growing}.first(1)).empty());

    migrate(growing);
    STRCMP_CONTAINS("migration 004_narrower is no longer for it", problem(Known{growing}.first(1)).c_str());
    STRCMP_CONTAINS("migration 004_narrower is no longer for it", problem(Known{growing}.first(3)).c_str());
}

TEST(migrations, an_expansion_that_this_program_lacks_does_not_hide_what_the_database_lacks)
{
    migrate(Known{growing}.first(2));
    const db::Migration other[] = {growing[0], {5, "005_other", "f5", "SELECT 1"}};
    STRCMP_EQUAL("the database lacks migration 005_other; run: latchkey migrate", problem(other).c_str());
}

// The bookkeeping of programs that knew no steps.
TEST(migrations, goes_on_from_a_table_of_before)
{
    migrate(Known{history}.first(2));
    pool.lease().query("ALTER TABLE schema_migration DROP COLUMN step, DROP COLUMN backfilled_at");
    STRCMP_EQUAL("", problem(Known{history}.first(2)).c_str());
    const std::vector<std::string> wanted{"003_third"};
    CHECK(migrate(history) == wanted);
    STRCMP_EQUAL("", problem(history).c_str());
}

TEST(migrations, fills_in_batches_and_before_what_follows)
{
    const std::vector<std::string> wanted{"001_filled",      "002_twice",       "002_twice batch",
                                          "002_twice batch", "002_twice batch", "002_twice backfilled",
                                          "003_demanded"};
    CHECK(migrate(filling) == wanted);
    LONGS_EQUAL(1000, pool.lease().row("SELECT count(*) FROM filled WHERE twice = n * 2")->number(0));
    CHECK(migrate(filling).empty());
}

TEST(migrations, goes_on_with_a_backfill_that_was_cut_off)
{
    STRCMP_CONTAINS("migration 002_twice: ", refusal(interrupted).c_str());
    LONGS_EQUAL(400, pool.lease().row("SELECT count(twice) FROM filled")->number(0));
    LONGS_EQUAL(db::Standing::unfinished, db::standings(pool, filling)[1].backfill);
    STRCMP_EQUAL("", problem(Known{filling}.first(2)).c_str());   // whoever brings it can live without

    pool.lease().query("ALTER TABLE filled DROP CONSTRAINT filled_twice_check");
    const std::vector<std::string> wanted{"002_twice batch", "002_twice batch", "002_twice backfilled",
                                          "003_demanded"};
    CHECK(migrate(filling) == wanted);
    LONGS_EQUAL(db::Standing::finished, db::standings(pool, filling)[1].backfill);
}

TEST(migrations, says_of_each_where_it_stands_and_touches_nothing)
{
    auto all = db::standings(pool, filling);
    LONGS_EQUAL(3, all.size());
    for (const auto& one : all) LONGS_EQUAL(db::Standing::waiting, one.state);
    CHECK_FALSE(has_table("schema_migration"));

    migrate(Known{growing}.first(3));
    all = db::standings(pool, changed);
    LONGS_EQUAL(db::Standing::applied, all[0].state);
    CHECK(all[0].applied_at.starts_with("20") && all[0].applied_at.ends_with("Z"));
    LONGS_EQUAL(db::Standing::changed, all[1].state);
    LONGS_EQUAL(4, db::standings(pool, growing).size());
    LONGS_EQUAL(db::Standing::waiting, db::standings(pool, growing)[3].state);
    const auto older = db::standings(pool, Known{growing}.first(1));
    LONGS_EQUAL(db::Standing::unknown, older[1].state);
    CHECK(older[1].step == db::Step::expand);
}

TEST(migrations, a_database_without_schema_is_told_apart)
{
    const char* const wanted = "the database has no Latchkey schema yet; run: latchkey migrate";
    STRCMP_EQUAL(wanted, problem(history).c_str());
    refusal(self_ending);
    STRCMP_EQUAL(wanted, problem(history).c_str());
}

TEST(migrations, of_two_migrators_one_waits_and_finds_nothing_to_do)
{
    std::vector<std::string> first;
    std::vector<std::string> second;
    std::thread other{[&] { first = migrate(slow); }};
    second = migrate(slow);
    other.join();
    UNSIGNED_LONGS_EQUAL(1, first.size() + second.size());
    STRCMP_EQUAL("", problem(slow).c_str());
}

TEST(migrations, a_locked_table_stops_a_migration_after_two_seconds)
{
    migrate(Known{history}.first(1));
    auto lease = pool.lease();
    db::Transaction reader{lease};
    lease.query("SELECT n FROM first");
    const auto start = std::chrono::steady_clock::now();
    STRCMP_EQUAL(
        "migration 002_second: somebody else holds a lock it needs for more than 2 seconds; it is undone,"
        " run again: latchkey migrate",
        refusal(history).c_str());
    CHECK(std::chrono::steady_clock::now() - start < 4s);
}

TEST(migrations, a_database_to_change_over_to_is_asked_what_is_wrong_with_it)
{
    STRCMP_CONTAINS("run: latchkey migrate", db::database_problem(fresh.uri(), 5s).c_str());
    db::migrate(fresh.uri(), [](const db::Progress&) {});
    STRCMP_EQUAL("", db::database_problem(fresh.uri(), 5s).c_str());
    const std::string problem = db::database_problem("postgresql://u:hunter2@127.0.0.1:1/none", 1s);
    CHECK_FALSE(problem.empty());
    CHECK_FALSE(problem.contains("hunter2"));
}

TEST(migrations, one_that_a_lock_stopped_left_nothing_and_the_next_run_finishes)
{
    migrate(Known{history}.first(1));
    constexpr db::Migration two_steps[] = {
        history[0], {2, "002_two", "f2", "CREATE TABLE half (n int); ALTER TABLE first ADD more text"}};
    {
        auto lease = pool.lease();
        db::Transaction reader{lease};
        lease.query("SELECT n FROM first");
        STRCMP_CONTAINS("run again: latchkey migrate", refusal(two_steps).c_str());
    }
    CHECK_FALSE(has_table("half"));
    const std::vector<std::string> wanted{"002_two"};
    CHECK(migrate(two_steps) == wanted);
}

// Between two steps a pooler may give the server's connection to somebody else.
TEST(migrations, holds_its_lock_in_transactions_only)
{
    std::int64_t held = 0;
    auto lease = pool.lease();
    db::migrate(fresh.uri(), filling, [&](const db::Progress&) {
        held += lease
                    .row(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        " (SELECT oid FROM pg_database WHERE datname = current_database())")
                    ->number(0);
    });
    LONGS_EQUAL(0, held);
}
