#include "handlers/kyc/kyc_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace kyc {

// A row made or touched is a row locked.
bool lock(db::Lease& db, const std::string& account)
{
    return db
        .row(
            "INSERT INTO kyc (account_id, status) SELECT a.id, 'none' FROM account a WHERE a.id = $1"
            " ON CONFLICT (account_id) DO UPDATE SET status = kyc.status RETURNING 1",
            {account})
        .has_value();
}

bool keep(db::Lease& db, const Event& event)
{
    return db.query(
                 "INSERT INTO kyc_event (id, account_id, status, tier, event_time)"
                 " VALUES ($1, $2, $3, $4, timestamptz 'epoch' + $5 * interval '1 microsecond')"
                 " ON CONFLICT (id) DO NOTHING",
                 {event.id, event.account, name(event.step.status), event.step.tier, event.step.time})
               .affected() == 1;
}

std::vector<Step> steps(db::Lease& db, const std::string& account)
{
    const auto rows = db.query(
        "SELECT status, tier, event_time FROM kyc_event"
        " WHERE account_id = $1 ORDER BY event_time, received_at, id",
        {account});
    std::vector<Step> found;
    for (int i = 0; i < rows.size(); ++i)
        if (const auto status = status_named(rows[i].text(0)))
            found.push_back({*status, rows[i].maybe(1), rows[i].moment(2)});
    return found;
}

void set(db::Lease& db, const std::string& account, const Standing& standing, const Origin& origin)
{
    const auto since = standing.since ? std::optional{std::to_string(*standing.since)} : std::nullopt;
    db.query(
        "WITH before AS (SELECT status FROM kyc WHERE account_id = $1), "
        "k AS (UPDATE kyc SET status = $2, tier = $3, updated_at = now(),"
        "  event_time = timestamptz 'epoch' + $4::bigint * interval '1 microsecond'"
        "  WHERE account_id = $1 RETURNING account_id, status) " AUDIT_INSERT
        "SELECT 'kyc_status', 'ok', k.account_id, NULL::uuid, 'provider', $5, k.status"
        " FROM k, before WHERE before.status <> k.status",
        {account, name(standing.status), standing.tier, since, origin.address});
}

std::optional<Shown> read(db::Lease& db, const std::string& account)
{
    const auto row = db.row(
        "SELECT coalesce(k.status, 'none'), k.tier, a.verified_at IS NOT NULL"
        " FROM account a LEFT JOIN kyc k ON k.account_id = a.id WHERE a.id = $1",
        {account});
    if (!row) return std::nullopt;
    return Shown{row->text(0), row->maybe(1), row->truth(2)};
}

}   // namespace kyc
