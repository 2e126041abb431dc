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
};

class MigrationStore {
public:
    explicit MigrationStore(Lease& lease) : lease_{lease} {}

    // False while another session of this database holds the lock. It lasts as long as the connection,
    // so a pooler that hands statements out to changing servers must not be in between.
    bool lock();
    void create_table();
    std::vector<Applied> applied();   // in order; none when there is no table yet
    void apply(const Migration& migration);

private:
    Lease& lease_;
};

}   // namespace db
