#include "handlers/accounts/account_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"

namespace accounts {

Account account_from(const db::Row& row, int first)
{
    Account account{row.text(first),      row.text(first + 1),  row.maybe(first + 2), row.maybe(first + 3),
                    row.maybe(first + 4), row.truth(first + 5), row.truth(first + 6), row.text(first + 7),
                    row.text(first + 8),  row.number(first + 9), {}};
    if (!row.is_null(first + 10)) account.last_login_at = row.number(first + 10);
    return account;
}

std::optional<Account> find_by_email(db::Lease& db, std::string_view email)
{
    const auto row = db.row("SELECT " ACCOUNT_COLUMNS " FROM account a WHERE a.email_key = email_key($1)", {email});
    if (!row) return std::nullopt;
    return account_from(*row);
}

std::optional<Account> find_by_session(db::Lease& db, std::string_view account, std::string_view session)
{
    const auto row = db.row("SELECT " ACCOUNT_COLUMNS
                            " FROM session s JOIN account a ON a.id = s.account_id"
                            " WHERE s.id = $1 AND s.account_id = $2 AND s.ended_at IS NULL AND s.expires_at > now()"
                            " AND s.created_at >= a.sessions_since AND a.disabled_at IS NULL",
                            {session, account});
    if (!row) return std::nullopt;
    return account_from(*row);
}

}  // namespace accounts
