// What a schema grants behind its own migrations.
#include <chrono>

#include "fcgi/db/migrations.h"
#include "fcgi/db/pool.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

static constexpr db::Migration granting[] = {
    {1, "001_first", "f1", "CREATE TABLE first (n int)"},
    {2, "002_grants", "f2",
     "CREATE TABLE called (n int); CREATE FUNCTION grant_to_worker() RETURNS void"
     " LANGUAGE sql AS $$INSERT INTO called VALUES (1);$$;"},
    {3, "003_third", "f3", "SELECT 1"},
};

TEST_GROUP(grants)
{
    test::FreshSchema fresh = test::fresh_schema();
    db::Pool pool{fresh.uri(), 1, 5s};
};

TEST(grants, are_given_behind_each_migration_from_the_one_that_knows_them_on)
{
    db::migrate(fresh.uri(), granting, [](const db::Progress&) {});
    LONGS_EQUAL(2, pool.lease().row("SELECT count(*) FROM called")->number(0));
}
