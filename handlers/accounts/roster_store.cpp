#include "handlers/accounts/roster_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"

namespace accounts {

std::optional<Account> find(db::Lease& db, std::string_view email_or_id)
{
    const auto row = db.row("SELECT " ACCOUNT_COLUMNS
                            " FROM account a WHERE a.email_key = email_key($1) OR a.id::text = lower($1)",
                            {email_or_id});
    if (!row) return std::nullopt;
    return account_from(*row);
}

std::vector<Account> list(db::Lease& db, std::string_view after, std::int64_t most)
{
    const auto rows =
        db.query("SELECT " ACCOUNT_COLUMNS
                 " FROM account a WHERE a.email_key > email_key($1) ORDER BY a.email_key LIMIT $2",
                 {after, most});
    std::vector<Account> found;
    for (int i = 0; i < rows.size(); ++i) found.push_back(account_from(rows[i]));
    return found;
}

bool disable(db::Lease& db, std::string_view id)
{
    return db.query(
                 "UPDATE account SET disabled_at = coalesce(disabled_at, now()), sessions_since = "
                 "clock_timestamp(),"
                 " updated_at = now() WHERE id = $1",
                 {id})
               .affected() == 1;
}

bool enable(db::Lease& db, std::string_view id)
{
    return db.query("UPDATE account SET disabled_at = NULL, updated_at = now() WHERE id = $1", {id})
               .affected() == 1;
}

bool mark_verified(db::Lease& db, std::string_view id)
{
    return db.query(
                 "UPDATE account SET verified_at = coalesce(verified_at, now()), updated_at = now() WHERE id "
                 "= $1",
                 {id})
               .affected() == 1;
}

// Links to reset the password that are still on their way open nothing any more.
bool set_password(db::Lease& db, std::string_view id, std::string_view password_hash)
{
    return db.query(
                 "WITH void AS ("
                 " UPDATE challenge SET voided_at = now() WHERE account_id = $1 AND purpose = "
                 "'reset_password'"
                 " AND used_at IS NULL AND voided_at IS NULL)"
                 "UPDATE account SET password_hash = $2, sessions_since = clock_timestamp(), updated_at = "
                 "now()"
                 " WHERE id = $1",
                 {id, password_hash})
               .affected() == 1;
}

bool is_role(std::string_view name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    return !name.empty() && name.size() <= 32 && letters.contains(name.front()) &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

void grant(db::Lease& db, std::string_view id, std::string_view role)
{
    db.query("INSERT INTO account_role (account_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
             {id, role});
}

void revoke(db::Lease& db, std::string_view id, std::string_view role)
{
    db.query("DELETE FROM account_role WHERE account_id = $1 AND role = $2", {id, role});
}

}   // namespace accounts
