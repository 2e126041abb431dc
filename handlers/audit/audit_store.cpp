#include "handlers/audit/audit_store.h"

#include "fcgi/db/pool.h"
#include "handlers/context.h"

namespace audit {

static constexpr db::Sql insertion =
    "INSERT INTO audit (event, result, account_id, session_id, actor, address, detail)"
    " VALUES ($1, $2, nullif($3, '')::uuid, nullif($4, '')::uuid, $5, $6, $7)";

static std::vector<db::Value> values(const Context& cx, const Event& event)
{
    return {event.what,      event.result,      event.account, event.session,
            cx.origin.actor, cx.origin.address, event.detail};
}

void ahead(db::Lease& db, const Context& cx, const Event& event)
{
    db.precede(insertion, values(cx, event));
}

void now(Context& cx, const Event& event)
{
    auto db = cx.lease();
    now(db, cx, event);
}

void now(db::Lease& db, const Context& cx, const Event& event)
{
    db.query(insertion, values(cx, event));
}

std::vector<Entry> read(db::Lease& db, std::string_view account, std::int64_t most)
{
    const auto rows = db.query(
        "SELECT at, event, result,"
        " coalesce(account_id::text, ''), coalesce(session_id::text, ''), actor, address, detail"
        " FROM audit WHERE $1 = '' OR account_id::text = lower($1) ORDER BY at DESC LIMIT $2",
        {account, most});
    std::vector<Entry> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].moment(0), rows[i].text(1), rows[i].text(2), rows[i].text(3),
                         rows[i].text(4), rows[i].text(5), rows[i].text(6), rows[i].text(7)});
    return found;
}

// They belong to no account, which is what the index can tell.
std::vector<KeyEvent> key_events(db::Lease& db)
{
    const auto rows = db.query(
        "SELECT event, detail, max(at) FROM audit"
        " WHERE account_id IS NULL AND event IN ('key_staged', 'key_activated', 'key_retired')"
        " GROUP BY event, detail");
    std::vector<KeyEvent> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].text(1), rows[i].moment(2)});
    return found;
}

}   // namespace audit
