#include "fcgi/db/migration_store.h"

#include "fcgi/db/connection.h"
#include "fcgi/sys/failure.h"

namespace db {

bool MigrationStore::lock()
{
    // The number is "Latchkey" in ASCII.
    return lease_.row("SELECT pg_try_advisory_lock(5503808189925909881)")->truth(0);
}

void MigrationStore::create_table()
{
    lease_.query(
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        " number int PRIMARY KEY,"
        " name text NOT NULL,"
        " fingerprint text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT now())");
}

std::vector<Applied> MigrationStore::applied()
{
    if (!lease_.row("SELECT to_regclass('schema_migration') IS NOT NULL")->truth(0)) return {};
    std::vector<Applied> all;
    const Rows rows = lease_.query("SELECT number, name, fingerprint FROM schema_migration ORDER BY number");
    for (int i = 0; i < rows.size(); ++i)
        all.push_back({int(rows[i].number(0)), rows[i].text(1), rows[i].text(2)});
    return all;
}

// The migration's text goes by the simple protocol because prepared statements cannot hold several commands.
// It is compiled in, so nothing from outside reaches it.
void MigrationStore::apply(const Migration& migration)
{
    Transaction whole{lease_};
    // Behind a table lock that waits, every request on that table waits too.
    lease_.query("SET LOCAL lock_timeout = '2s'");
    lease_.connection_->script(migration.sql, {lease_.deadline_});
    if (!lease_.connection_->in_transaction()) throw sys::Failure{"it ends its transaction itself"};
    lease_.query("INSERT INTO schema_migration (number, name, fingerprint) VALUES ($1, $2, $3)",
                 {migration.number, migration.name, migration.fingerprint});
    whole.commit();
}

}   // namespace db
