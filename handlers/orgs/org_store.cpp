#include "handlers/orgs/org_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace orgs {

#define ORG_COLUMNS "o.id, o.name, (extract(epoch FROM o.created_at) * 1000000)::bigint"

static std::vector<Org> listed(const db::Rows& rows)
{
    std::vector<Org> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].text(1), rows[i].number(2), rows[i].text(3)});
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

std::optional<accounts::Account> account_within(db::Lease& db, std::string_view account, std::string& org)
{
    const auto row =
        db.row("SELECT " ACCOUNT_COLUMNS
               ", m.org_id FROM account a"
               " JOIN membership m ON m.account_id = a.id WHERE a.id = $1 AND m.org_id::text = lower($2)",
               {account, org});
    if (!row) return std::nullopt;
    org = row->text(accounts::account_columns);
    return accounts::account_from(*row);
}

}   // namespace orgs
