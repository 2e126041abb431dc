#include "handlers/health/health_store.h"

#include "fcgi/db/pool.h"

namespace health {

void ask(db::Lease& db)
{
    db.query("SELECT 1");
}

Queue mail_queue(db::Lease& db)
{
    const auto rows = db.query(
        "SELECT count(*) FILTER (WHERE parked_at IS NULL),"
        " coalesce(floor(extract(epoch FROM now() - min(created_at) FILTER (WHERE parked_at IS NULL))), "
        "0)::bigint,"
        " count(*) FILTER (WHERE parked_at IS NOT NULL) FROM outbox WHERE sent_at IS NULL");
    return {rows[0].number(0), rows[0].number(1), rows[0].number(2)};
}

}   // namespace health
