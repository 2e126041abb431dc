// What somebody could do who has taken over a worker: its role owns nothing. That it is enough for workers,
// mailer and command line is what all other tests here show, whose sandboxes run by it.
#include "tests/faults/siege.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_roles)
{
    Sandbox& sandbox = battered();

    Ran as_worker(const std::string& sql)
    {
        return test::run({"psql", "-XqAt", "-v", "ON_ERROR_STOP=1", sandbox.setting("DATABASE"), "-c", sql});
    }
    void teardown() override
    {
        sandbox.sql("DROP TABLE IF EXISTS later");
    }
};

TEST(faults_roles, let_a_worker_change_no_table_no_function_and_no_bookkeeping)
{
    for (const char* const sql :
         {"DROP TABLE account", "ALTER TABLE account ADD mine int", "TRUNCATE budget",
          "CREATE TABLE mine (n int)", "CREATE SCHEMA mine", "CREATE INDEX mine ON account (email)",
          "DROP TRIGGER session_ended ON session", "ALTER TABLE session DISABLE TRIGGER ALL",
          "ALTER FUNCTION turn_audit_months(timestamptz) SECURITY INVOKER",
          "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP TABLE audit_rest",
          "DELETE FROM schema_migration", "SET ROLE latchkey_owner",
          "ALTER ROLE latchkey_owner PASSWORD 'mine'",
          "GRANT ALL ON account TO PUBLIC; SELECT 1 / (SELECT count(*) FROM "
          "information_schema.role_table_grants"
          " WHERE grantee = 'PUBLIC' AND table_name = 'account')"})
    {
        const Ran ran = as_worker(sql);
        CHECK_TEXT(ran.exit != 0, sql);
    }
    STRCMP_EQUAL("0\n",
                 as_worker("SELECT count(*) FROM pg_class WHERE relowner = 'latchkey'::regrole").out.c_str());
    LONGS_EQUAL(0, as_worker("SELECT FROM account LIMIT 1").exit);
}

TEST(faults_roles, let_cleanup_turn_the_months_of_the_audit)
{
    sandbox.sql(
        "CREATE TABLE audit_2001_01 PARTITION OF audit FOR VALUES FROM ('2001-01-01') TO ('2001-02-01')");
    const Ran ran = sandbox.latchkey({"cleanup"});
    LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
    STRCMP_EQUAL("t", sandbox.sql("SELECT to_regclass('audit_2001_01') IS NULL").at(0).c_str());
}

TEST(faults_roles, give_a_worker_what_later_migrations_make)
{
    sandbox.sql("CREATE TABLE later (n int GENERATED ALWAYS AS IDENTITY, t text)");
    const Ran ran =
        as_worker("INSERT INTO later (t) VALUES ('x'); UPDATE later SET t = 'y'; DELETE FROM later");
    LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
}

// Everything else of both tables they read: all other tests show it.
TEST(faults_roles, let_a_worker_read_no_column_that_holds_a_secret)
{
    for (const char* const sql :
         {"SELECT password_hash FROM account", "SELECT * FROM account", "TABLE api_key",
          "SELECT api_key FROM api_key", "SELECT secret FROM api_key", "SELECT passphrase FROM api_key",
          "SELECT 1 FROM account WHERE password_hash = 'x'", "COPY account TO STDOUT",
          "UPDATE account SET full_name = password_hash WHERE false",
          "DELETE FROM account WHERE false RETURNING password_hash",
          "UPDATE account SET username = username WHERE false RETURNING password_hash",
          "UPDATE api_key SET name = secret::text WHERE false"})
    {
        const Ran ran = as_worker(sql);
        CHECK_TEXT(ran.exit != 0, sql);
        STRCMP_CONTAINS("permission denied", ran.err.c_str());
    }
}

TEST(faults_roles, let_a_worker_ask_for_the_secrets_of_one_row)
{
    const Person person = registered(sandbox);
    STRCMP_EQUAL("$s1$\n", as_worker("SELECT left(password_hash_of(id), 4) FROM account WHERE email = '" +
                                     person.email + "'")
                               .out.c_str());
    LONGS_EQUAL(0, as_worker("SELECT * FROM sealed_values_of(gen_random_uuid())").exit);
}

TEST(faults_roles, give_a_worker_the_columns_that_later_migrations_add)
{
    sandbox.sql("ALTER TABLE account ADD COLUMN later text");
    const Ran before = as_worker("SELECT later FROM account");
    sandbox.sql("SELECT grant_to_worker()");
    const Ran behind = as_worker("SELECT later FROM account");
    sandbox.sql("ALTER TABLE account DROP COLUMN later");
    STRCMP_CONTAINS("permission denied", before.err.c_str());
    LONGS_EQUAL_TEXT(0, behind.exit, behind.err.c_str());
}

// Typed before the migration that split the columns, it had given the whole tables.
TEST(faults_roles, are_told_of_by_the_doctor_while_they_still_read_all_hashes)
{
    sandbox.sql("GRANT SELECT ON account TO latchkey");
    const Ran before = sandbox.latchkey({"doctor"});
    sandbox.sql("REVOKE SELECT ON account FROM latchkey; SELECT grant_to_worker()");
    const Ran behind = sandbox.latchkey({"doctor"});
    STRCMP_CONTAINS("role latchkey reads all password hashes; type roles.sql again", before.out.c_str());
    STRCMP_CONTAINS("role latchkey has rights on every table", behind.out.c_str());
}

TEST(faults_roles, keep_the_pinned_path_of_what_runs_as_the_owner)
{
    STRCMP_EQUAL(
        "t", sandbox
                 .sql("SELECT count(*) = 3 AND bool_and((prosqlbody IS NOT NULL OR"
                      " proconfig::text LIKE '%search_path=public, pg_temp%') AND NOT"
                      " has_function_privilege('public', oid, 'EXECUTE')) FROM pg_proc WHERE prosecdef AND"
                      " pronamespace = 'public'::regnamespace")
                 .at(0)
                 .c_str());
}

TEST(faults_roles, let_nobody_migrate_but_the_owner)
{
    const std::vector<std::string> words{sandbox_program("latchkey"), "--env-file",
                                         sandbox.directory() + "/env", "migrate"};
    LONGS_EQUAL(0, test::run(words).exit);
    const Ran ran = test::run(words, {{"LATCHKEY_MIGRATE_DATABASE", sandbox.setting("DATABASE")}});
    LONGS_EQUAL(1, ran.exit);
    STRCMP_CONTAINS("permission denied", ran.err.c_str());
}
