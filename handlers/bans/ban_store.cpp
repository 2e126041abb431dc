#include "handlers/bans/ban_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace bans {

static constexpr db::Sql living =
    "SELECT network, until, reason, by, created_at FROM ban WHERE until > clock_timestamp() ORDER BY "
    "network";

static std::vector<Ban> bans_of(const db::Rows& rows)
{
    std::vector<Ban> found;
    for (int i = 0; i < rows.size(); ++i)
        if (const auto where = network(rows[i].text(0)))
            found.push_back({*where, rows[i].second(1), rows[i].text(2), rows[i].text(3), rows[i].second(4)});
    return found;
}

void read(db::Lease& db, std::function<void(const std::vector<Ban>&)> take)
{
    db.precede(living, {}, [take = std::move(take)](const db::Rows& rows) { take(bans_of(rows)); });
}

std::vector<Ban> list(db::Lease& db)
{
    return bans_of(db.query(living));
}

void add(db::Lease& db, const Context& cx, const Ban& ban, std::int64_t seconds)
{
    db.query(
        "WITH made AS ("
        " INSERT INTO ban (network, until, reason, by)"
        " VALUES ($1, clock_timestamp() + make_interval(secs => $2), $3, $4)"
        " ON CONFLICT (network) DO UPDATE SET until = EXCLUDED.until, reason = EXCLUDED.reason,"
        "  by = EXCLUDED.by, created_at = EXCLUDED.created_at RETURNING network) " AUDIT_INSERT
        "SELECT 'ban', 'ok', NULL, NULL, $5, $6, network::text FROM made",
        {ban.network.text(), seconds, ban.reason, ban.by, cx.origin.actor, cx.origin.address});
}

bool remove(db::Lease& db, const Context& cx, const Network& network)
{
    return db.query("WITH gone AS (DELETE FROM ban WHERE network = $1 RETURNING network) " AUDIT_INSERT
                    "SELECT 'unban', 'ok', NULL, NULL, $2, $3, network::text FROM gone",
                    {network.text(), cx.origin.actor, cx.origin.address})
               .affected() > 0;
}

}   // namespace bans
