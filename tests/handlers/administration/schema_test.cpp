// latchkey migrate: what it says before, while and after it works. What it does:
// tests/fcgi/db/migrations_test.
#include <algorithm>

#include "fcgi/db/migrations.h"
#include "tests/database.h"
#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(schema)
{
    test::FreshSchema fresh;
    test::House empty{{{"DATABASE", fresh.uri()}}};
    db::Pool pool{fresh.uri(), 1, std::chrono::seconds{5}};

    void note(const char* step)
    {
        pool.lease().query(
            "INSERT INTO schema_migration (number, name, fingerprint, step) VALUES (900, '900_later', 'f', "
            "$1)",
            {step});
    }
};

TEST(schema, migrates_an_empty_database_and_then_has_nothing_to_do)
{
    const auto first = administer(empty, "migrate");
    LONGS_EQUAL(0, first.exit);
    STRCMP_CONTAINS("applied 001_accounts\n", first.out.c_str());
    STRCMP_EQUAL("the schema is up to date\n", administer(empty, "migrate").out.c_str());
    STRCMP_EQUAL("{\"applied\":0}\n", administer(empty, "migrate", true).out.c_str());
}

TEST(schema, plans_what_waits_and_applies_nothing)
{
    for (int times = 0; times < 2; ++times) {
        const auto said = administer(empty, "migrate --plan");
        LONGS_EQUAL(administration::pending, said.exit);
        STRCMP_CONTAINS("001_accounts\twaiting\tcontract\n002_outbox\twaiting", said.out.c_str());
        LONGS_EQUAL(db::known_migrations().size(), std::ranges::count(said.out, '\n'));
        STRCMP_CONTAINS("the database is new", said.err.c_str());
    }
    const auto json = administer(empty, "migrate --plan", true);
    STRCMP_CONTAINS(R"({"number":1,"migration":"001_accounts","state":"waiting","step":"contract",)"
                    R"("backfill":"none"})",
                    json.out.c_str());
}

TEST(schema, plans_nothing_where_nothing_waits)
{
    administer(empty, "migrate");
    const auto said = administer(empty, "migrate --plan");
    LONGS_EQUAL(0, said.exit);
    STRCMP_EQUAL("the schema is up to date\n", said.out.c_str());
    STRCMP_EQUAL("", administer(empty, "migrate --plan", true).out.c_str());
}

TEST(schema, says_before_a_contract_that_what_runs_must_end)
{
    administer(empty, "migrate");
    pool.lease().query("DELETE FROM schema_migration WHERE number = 13");
    const auto said = administer(empty, "migrate --plan");
    LONGS_EQUAL(administration::pending, said.exit);
    STRCMP_EQUAL("013_letter_language\twaiting\tcontract\n", said.out.c_str());
    STRCMP_EQUAL("latchkey: 1 to do; end workers and mailers first, a contract is not for them\n",
                 said.err.c_str());
}

TEST(schema, tells_of_all_that_either_knows)
{
    administer(empty, "migrate");
    note("expand");
    const auto said = administer(empty, "migrate --status");
    LONGS_EQUAL(0, said.exit);
    STRCMP_CONTAINS("001_accounts\tapplied\tcontract\t20", said.out.c_str());
    STRCMP_CONTAINS("\n900_later\tunknown\texpand\t20", said.out.c_str());
    const auto json = administer(empty, "migrate --status", true);
    STRCMP_CONTAINS(R"({"number":900,"migration":"900_later","state":"unknown","step":"expand",)"
                    R"("backfill":"none","applied_at":"20)",
                    json.out.c_str());
}

TEST(schema, refuses_a_database_that_is_not_for_it_any_more)
{
    administer(empty, "migrate");
    note("contract");
    for (const char* const sentence : {"migrate", "migrate --plan", "migrate --status"}) {
        const auto said = administer(empty, sentence);
        LONGS_EQUAL(administration::refused, said.exit);
        STRCMP_CONTAINS("migration 900_later is no longer for it; install the newer package",
                        said.err.c_str());
    }
}

TEST(schema, wants_one_or_the_other)
{
    LONGS_EQUAL(administration::misused, administer(empty, "migrate --plan --status").exit);
}
