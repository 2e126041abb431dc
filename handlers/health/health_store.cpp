#include "handlers/health/health_store.h"

#include "fcgi/db/pool.h"

namespace health {

void ask(db::Lease& db)
{
    db.query("SELECT 1");
}

}   // namespace health
