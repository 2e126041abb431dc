#include "handlers/cleanup_store.h"

#include "fcgi/db/pool.h"

std::int64_t remove_expired(db::Lease& db, std::int64_t audit_days)
{
    std::int64_t removed = 0;
    removed += db.query(
                     "DELETE FROM session WHERE least(expires_at, coalesce(ended_at, expires_at))"
                     " < now() - interval '30 days'")
                   .affected();
    removed += db.query("DELETE FROM outbox WHERE coalesce(sent_at, parked_at) < now() - interval '7 days'")
                   .affected();
    removed += db.query("DELETE FROM challenge WHERE expires_at < now() - interval '30 days'").affected();
    removed += db.query(
                     "DELETE FROM known_device k WHERE seen_at < now() - interval '180 days'"
                     " AND EXISTS (SELECT FROM known_device n WHERE n.account_id = k.account_id"
                     "  AND (n.seen_at, n.device, n.network) > (k.seen_at, k.device, k.network))")
                   .affected();
    removed += db.query("DELETE FROM oauth_flow WHERE expires_at < now()").affected();
    removed += db.query("DELETE FROM budget WHERE started_at < now() - interval '1 day'").affected();
    removed += db.query("DELETE FROM news WHERE at < now() - interval '2 days'").affected();
    removed += db.query("DELETE FROM ban WHERE until < now()").affected();
    db.query("SELECT turn_audit_months(now() - make_interval(days => $1))", {audit_days});
    return removed;
}
