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
        db::migrate(fresh.uri(), known, [&](std::string_view name) { names.emplace_back(name); });
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

TEST(migrations, a_newer_database_is_refused)
{
    migrate(history);
    const char* const wanted =
        "the database is newer than this program (it knows 2 migrations, the database 3); install the newer"
        " package";
    STRCMP_EQUAL(wanted, refusal(Known{history}.first(2)).c_str());
    STRCMP_EQUAL(wanted, problem(Known{history}.first(2)).c_str());
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
    STRCMP_EQUAL("migration 002_second: canceling statement due to lock timeout", refusal(history).c_str());
    CHECK(std::chrono::steady_clock::now() - start < 4s);
}

TEST(migrations, a_database_to_change_over_to_is_asked_what_is_wrong_with_it)
{
    STRCMP_CONTAINS("run: latchkey migrate", db::database_problem(fresh.uri(), 5s).c_str());
    db::migrate(fresh.uri(), [](std::string_view) {});
    STRCMP_EQUAL("", db::database_problem(fresh.uri(), 5s).c_str());
    const std::string problem = db::database_problem("postgresql://u:hunter2@127.0.0.1:1/none", 1s);
    CHECK_FALSE(problem.empty());
    CHECK_FALSE(problem.contains("hunter2"));
}
