#include "handlers/orgs/member_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace orgs {

#define MEMBER_COLUMNS                                             \
    "a.id, a.email, a.username, a.full_name, m.role, m.created_at" \
    " FROM membership m JOIN account a ON a.id = m.account_id WHERE m.org_id = $1"

static std::vector<Member> listed(const db::Rows& rows)
{
    std::vector<Member> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].text(1), rows[i].maybe(2), rows[i].maybe(3),
                         rows[i].text(4), rows[i].moment(5)});
    return found;
}

std::vector<Member> members(db::Lease& db, std::string_view org)
{
    return listed(db.query("SELECT " MEMBER_COLUMNS
                           " ORDER BY array_position(ARRAY['owner', 'admin', 'member'], m.role), a.email_key",
                           {org}));
}

std::optional<Member> member(db::Lease& db, std::string_view org, std::string_view account)
{
    auto found = listed(db.query("SELECT " MEMBER_COLUMNS " AND m.account_id = $2", {org, account}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

// A statement of its own: the next one, in the same round trip and transaction, sees what was done while it
// waited.
static void lock_ahead(db::Lease& db, const std::string& org)
{
    db.precede("SELECT id FROM org WHERE id = $1 FOR NO KEY UPDATE", {org});
}

static Verdict verdict(const std::optional<db::Row>& row)
{
    if (!row) return Verdict::unknown;
    if (!row->truth(0)) return Verdict::not_allowed;
    return row->truth(1) ? Verdict::last_owner : Verdict::done;
}

Verdict put(db::Lease& db, const Place& place, std::string_view role, const Origin& origin)
{
    lock_ahead(db, place.org);
    return verdict(db.row(
        "WITH t AS ("
        " SELECT a.id, m.role AS old, (SELECT role FROM membership WHERE org_id = $1 AND account_id = $4) AS "
        "actor,"
        " (SELECT count(*) FROM membership o WHERE o.org_id = $1 AND o.role = 'owner') AS owners"
        " FROM account a LEFT JOIN membership m ON m.account_id = a.id AND m.org_id = $1 WHERE a.id = $2), "
        "j AS ("
        " SELECT t.id, coalesce($4::uuid IS NULL OR actor = 'owner'"
        "  OR (actor = 'admin' AND $3 <> 'owner' AND coalesce(old, '') <> 'owner'), false) AS allowed,"
        " coalesce(old = 'owner' AND $3 <> 'owner' AND owners = 1, false) AS last FROM t), "
        "done AS ("
        " INSERT INTO membership (org_id, account_id, role) SELECT $1, j.id, $3 FROM j WHERE j.allowed AND "
        "NOT j.last"
        " ON CONFLICT (org_id, account_id) DO UPDATE SET role = excluded.role RETURNING account_id), "
        "noted AS (" AUDIT_INSERT
        " SELECT 'put_member', 'ok', account_id, NULL::uuid, $5, $6, $1::text || ' ' || $3 FROM done) "
        "SELECT j.allowed, j.last FROM j",
        {place.org, place.account, role, place.actor, place.actor.value_or(origin.actor), origin.address}));
}

Verdict remove(db::Lease& db, const Place& place, const Origin& origin)
{
    lock_ahead(db, place.org);
    return verdict(
        db.row("WITH t AS ("
               " SELECT m.account_id, m.role AS old,"
               " (SELECT role FROM membership WHERE org_id = $1 AND account_id = $3) AS actor,"
               " (SELECT count(*) FROM membership o WHERE o.org_id = $1 AND o.role = 'owner') AS owners"
               " FROM membership m WHERE m.org_id = $1 AND m.account_id = $2), "
               "j AS ("
               " SELECT t.account_id, coalesce($3::uuid IS NULL OR account_id = $3 OR actor = 'owner'"
               "  OR (actor = 'admin' AND old <> 'owner'), false) AS allowed, old = 'owner' AND owners = 1 "
               "AS last FROM t), "
               "done AS ("
               " DELETE FROM membership m USING j WHERE m.org_id = $1 AND m.account_id = j.account_id"
               " AND j.allowed AND NOT j.last RETURNING m.account_id), "
               "noted AS (" AUDIT_INSERT
               " SELECT 'remove_member', 'ok', account_id, NULL::uuid, $4, $5, $1::text FROM done) "
               "SELECT j.allowed, j.last FROM j",
               {place.org, place.account, place.actor, place.actor.value_or(origin.actor), origin.address}));
}

}   // namespace orgs
