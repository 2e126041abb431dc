#include "handlers/orgs/org_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"
#include "handlers/standing_row.h"

namespace orgs {

#define ORG_COLUMNS "o.id, o.name, o.created_at"

static std::vector<Org> listed(const db::Rows& rows)
{
    std::vector<Org> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].text(1), rows[i].moment(2), rows[i].text(3)});
    return found;
}

Org create(db::Lease& db, std::string_view name, const std::optional<std::string>& owner,
           const Origin& origin)
{
    const auto rows = db.query(
        "WITH o AS (INSERT INTO org (name) VALUES ($1) RETURNING *), "
        "m AS ("
        " INSERT INTO membership (org_id, account_id, role) SELECT o.id, $2::uuid, 'owner' FROM o WHERE "
        "$2::uuid IS NOT NULL), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'create_org', 'ok', $2::uuid, NULL::uuid, $3, $4, o.id::text FROM o) "
        "SELECT " ORG_COLUMNS ", CASE WHEN $2::uuid IS NULL THEN '' ELSE 'owner' END FROM o",
        {name, owner, origin.actor, origin.address});
    return listed(rows).front();
}

std::vector<Org> of_account(db::Lease& db, std::string_view account)
{
    return listed(db.query("SELECT " ORG_COLUMNS ", m.role FROM membership m JOIN org o ON o.id = m.org_id"
                           " WHERE m.account_id = $1 ORDER BY email_key(o.name)",
                           {account}));
}

std::vector<Org> all(db::Lease& db)
{
    return listed(db.query("SELECT " ORG_COLUMNS ", '' FROM org o ORDER BY email_key(o.name)"));
}

std::optional<Org> find(db::Lease& db, std::string_view name_or_id)
{
    const auto found = listed(db.query("SELECT " ORG_COLUMNS ", '' FROM org o"
                                       " WHERE email_key(o.name) = email_key($1) OR o.id::text = lower($1)"
                                       " ORDER BY o.id::text = lower($1) DESC LIMIT 1",
                                       {name_or_id}));
    if (found.empty()) return std::nullopt;
    return found.front();
}

// Asks itself whether the session lives, so that what it notes is true also where the guard refuses.
static constexpr db::Sql choosing = db::Sql::on_its_guard(
    "WITH a AS ("
    " SELECT " HOLDER_COLUMNS
    ", m.org_id FROM session s JOIN account a ON a.id = s.account_id"
    " LEFT JOIN membership m ON m.account_id = a.id AND m.org_id::text = lower($4)" SESSION_LIVES_IN_ANY
    "), "
    "noted AS (" AUDIT_INSERT
    " SELECT 'switch_org', CASE WHEN org_id IS NULL THEN 'not_a_member' ELSE 'ok' END, id, $1::uuid, $5, $6,"
    " coalesce(org_id::text, '') FROM a) "
    "SELECT * FROM a WHERE org_id IS NOT NULL");

std::optional<accounts::Holder> choose(db::Lease& db, const Choice& choice, std::string& org,
                                       const Origin& origin)
{
    const auto row =
        db.row(choosing, {choice.session, choice.account, choice.before, org, origin.actor, origin.address});
    if (!row) return std::nullopt;
    org = row->text(accounts::holder_columns);
    return accounts::holder_from(*row);
}

}   // namespace orgs
