// The table schema_migration and the lock that keeps two migrators apart: all SQL of the bookkeeping.
#pragma once
#include <string>
#include <vector>

#include "fcgi/db/migrations.h"
#include "fcgi/db/pool.h"

namespace db {

struct Applied {
    int number;
    std::string name;
    std::string fingerprint;
    std::string at;   // ISO 8601 in UTC
    Step step;
    bool is_backfilled;
};

// All but applied() want a transaction around them.
class MigrationStore {
public:
    explicit MigrationStore(Lease& lease) : lease_{lease} {}

    // Waits for another migrator, a minute at most. The lock ends with the transaction: one of a session
    // would stay with whatever server a pooler had at hand.
    void lock();
    void create_table();              // or adds the columns that programs of before did not know
    std::vector<Applied> applied();   // in order; none when there is no table yet
    // Calls the schema's grant_to_worker() behind it, once there is one (sql/017_secrets.sql).
    void apply(const Migration& migration);
    std::int64_t backfill(const Migration& migration);   // one batch; how many rows it mended
    void note_backfilled(const Migration& migration);

private:
    Rows script(const char* text);
    void grant();

    Lease& lease_;
};

}   // namespace db
