#include "fcgi/db/migration_store.h"

#include "fcgi/db/connection.h"
#include "fcgi/sys/failure.h"

namespace db {

// Behind a table lock that waits, every request on that table waits too; hence the two seconds for the rest.
void MigrationStore::lock()
{
    try {
        lease_.query("SET LOCAL lock_timeout = '60s'");
        // The number is "Latchkey" in ASCII.
        lease_.query("SELECT pg_advisory_xact_lock(5503808189925909881)");
        lease_.query("SET LOCAL lock_timeout = '2s'");
    } catch (const sys::Failure& failure) {
        if (failure.sqlstate() != "55P03") throw;
        throw sys::Failure{"another migration is still running", failure.sqlstate()};
    }
}

void MigrationStore::create_table()
{
    lease_.query(
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        " number int PRIMARY KEY,"
        " name text NOT NULL,"
        " fingerprint text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT now())");
    const bool is_whole = lease_
                              .row(
                                  "SELECT count(*) = 2 FROM pg_attribute"
                                  " WHERE attrelid = 'schema_migration'::regclass AND NOT attisdropped"
                                  " AND attname IN ('step', 'backfilled_at')")
                              ->truth(0);
    if (is_whole) return;
    lease_.query(
        "ALTER TABLE schema_migration"
        " ADD COLUMN IF NOT EXISTS step text NOT NULL DEFAULT 'contract',"
        " ADD COLUMN IF NOT EXISTS backfilled_at timestamptz");
}

// By way of JSON, because a table that a program of before made lacks the last two columns.
std::vector<Applied> MigrationStore::applied()
{
    if (!lease_.row("SELECT to_regclass('schema_migration') IS NOT NULL")->truth(0)) return {};
    std::vector<Applied> all;
    const Rows rows = lease_.query(
        "SELECT number, name, fingerprint,"
        " to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        " coalesce(to_jsonb(m)->>'step' = 'expand', false), to_jsonb(m)->>'backfilled_at' IS NOT NULL"
        " FROM schema_migration m ORDER BY number");
    for (int i = 0; i < rows.size(); ++i)
        all.push_back({int(rows[i].number(0)), rows[i].text(1), rows[i].text(2), rows[i].text(3),
                       rows[i].truth(4) ? Step::expand : Step::contract, rows[i].truth(5)});
    return all;
}

// The migration's text goes by the simple protocol because prepared statements cannot hold several commands.
// It is compiled in, so nothing from outside reaches it.
Rows MigrationStore::script(const char* text)
{
    try {
        Rows rows = lease_.connection_->script(text, {lease_.deadline_});
        if (!lease_.connection_->in_transaction()) throw sys::Failure{"it ends its transaction itself"};
        return rows;
    } catch (const sys::Failure& failure) {
        if (failure.sqlstate() != "55P03") throw;
        throw sys::Failure{
            "somebody else holds a lock it needs for more than 2 seconds; it is undone, run again:"
            " latchkey migrate",
            failure.sqlstate()};
    }
}

void MigrationStore::apply(const Migration& migration)
{
    script(migration.sql);
    lease_.query("INSERT INTO schema_migration (number, name, fingerprint, step) VALUES ($1, $2, $3, $4)",
                 {migration.number, migration.name, migration.fingerprint,
                  migration.step == Step::expand ? "expand" : "contract"});
    grant();
}

// In the same transaction, so that no worker meets a column it may not read.
void MigrationStore::grant()
{
    if (lease_.row("SELECT to_regprocedure('grant_to_worker()') IS NOT NULL")->truth(0))
        lease_.query("SELECT grant_to_worker()");
}

std::int64_t MigrationStore::backfill(const Migration& migration)
{
    return script(migration.backfill).affected();
}

void MigrationStore::note_backfilled(const Migration& migration)
{
    lease_.query("UPDATE schema_migration SET backfilled_at = now() WHERE number = $1", {migration.number});
}

}   // namespace db
