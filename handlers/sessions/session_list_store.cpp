#include "handlers/sessions/session_list_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace sessions {

std::vector<Listed> list_live(db::Lease& db, std::string_view account)
{
    const auto rows = db.query(
        "SELECT s.id, s.created_at, s.rotated_at, s.expires_at, s.address, s.user_agent, s.method"
        " FROM session s JOIN account a ON a.id = s.account_id"
        " WHERE s.account_id = $1 AND s.ended_at IS NULL AND s.expires_at > now()"
        " AND s.created_at >= a.sessions_since ORDER BY s.created_at DESC, s.id",
        {account});
    std::vector<Listed> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].moment(1), rows[i].moment(2), rows[i].moment(3),
                         rows[i].text(4), rows[i].text(5), device_name(rows[i].text(5)),
                         device_of(rows[i].text(5)), rows[i].text(6)});
    return found;
}

#define LIVING                                                                    \
    " FROM account a WHERE session.account_id = $1 AND a.id = session.account_id" \
    " AND session.ended_at IS NULL AND session.expires_at > now()"                \
    " AND session.created_at >= a.sessions_since"

#define REVOKE "WITH ended AS (UPDATE session SET ended_at = now(), end_reason = 'revoked'" LIVING
#define NOTED                              \
    " RETURNING session.id) " AUDIT_INSERT \
    "SELECT 'session_revoke', 'ok', $1::uuid, nullif($2, '')::uuid, $3, $4, id::text FROM ended"

bool end_one(db::Lease& db, const Revoking& by, std::string_view id)
{
    return db.query(REVOKE " AND session.id::text = lower($5)" NOTED,
                    {by.account, by.from, by.origin.actor, by.origin.address, id})
               .affected() == 1;
}

std::int64_t end_others(db::Lease& db, const Revoking& by)
{
    return db
        .query(REVOKE " AND session.id::text <> $2" NOTED,
               {by.account, by.from, by.origin.actor, by.origin.address})
        .affected();
}

std::int64_t end_all(db::Lease& db, const Revoking& by)
{
    return db.query(REVOKE NOTED, {by.account, by.from, by.origin.actor, by.origin.address}).affected();
}

}   // namespace sessions
