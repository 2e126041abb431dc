#include "handlers/accounts/profile_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"

namespace accounts {

static constexpr db::Sql change_statement =
    "UPDATE account a SET updated_at = now(),"
    " username = CASE WHEN $2 THEN $3 ELSE username END,"
    " full_name = CASE WHEN $4 THEN $5 ELSE full_name END,"
    " avatar_url = CASE WHEN $6 THEN $7 ELSE avatar_url END,"
    " bio = CASE WHEN $8 THEN $9 ELSE bio END,"
    " phone = CASE WHEN $10 THEN $11 ELSE phone END,"
    " timezone = CASE WHEN $12 THEN $13 ELSE timezone END,"
    " locale = CASE WHEN $14 THEN $15 ELSE locale END,"
    " preferences = CASE WHEN $16 THEN coalesce($17::jsonb, '{}') ELSE preferences END,"
    " settings = CASE WHEN $18 THEN coalesce($19::jsonb, '{}') ELSE settings END,"
    " default_workspace_id = CASE WHEN $20 THEN $21 ELSE default_workspace_id END"
    " WHERE id = $1 RETURNING " ACCOUNT_COLUMNS;

std::optional<Account> change_profile(db::Lease& db, const std::string& account, const ProfileChange& change)
{
    std::vector<db::Value> values{account};
    for (const Wish* wish : {&change.username, &change.full_name, &change.avatar_url, &change.bio,
                             &change.phone, &change.time_zone, &change.locale, &change.preferences,
                             &change.settings, &change.default_workspace_id})
    {
        values.emplace_back(wish->has_value());
        values.emplace_back(wish->value_or(std::nullopt));
    }
    const auto rows = db.query(change_statement, values);
    if (rows.size() == 0) return std::nullopt;
    return account_from(rows[0]);
}

}   // namespace accounts
