#include "handlers/accounts/roster_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

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

// $1 the account, $2 who acts, $3 from where; `changed` stands before. A macro, since statements are
// literals.
#define NOTED_AS(event) \
    ", noted AS (" AUDIT_INSERT "SELECT '" event "', 'ok', id, NULL::uuid, $2, $3, '' FROM changed) "

bool disable(db::Lease& db, std::string_view id, const Origin& origin)
{
    return db
        .row(
            "WITH changed AS ("
            " UPDATE account SET disabled_at = coalesce(disabled_at, now()), sessions_since = "
            "clock_timestamp(),"
            " updated_at = now() WHERE id = $1 RETURNING id)" NOTED_AS(
                "disable_user") "SELECT 1 FROM changed",
            {id, origin.actor, origin.address})
        .has_value();
}

bool enable(db::Lease& db, std::string_view id, const Origin& origin)
{
    return db
        .row(
            "WITH changed AS ("
            " UPDATE account SET disabled_at = NULL, updated_at = now()"
            " WHERE id = $1 RETURNING id)" NOTED_AS("enable_user") "SELECT 1 FROM changed",
            {id, origin.actor, origin.address})
        .has_value();
}

bool mark_verified(db::Lease& db, std::string_view id, const Origin& origin)
{
    return db
        .row(
            "WITH changed AS ("
            " UPDATE account SET verified_at = now(), updated_at = now()"
            " WHERE id = $1 AND verified_at IS NULL RETURNING id)" NOTED_AS(
                "verify_email") "SELECT 1 FROM account WHERE id = $1",
            {id, origin.actor, origin.address})
        .has_value();
}

// Links to reset the password that are still on their way open nothing any more.
bool set_password(db::Lease& db, std::string_view id, std::string_view password_hash, const Origin& origin)
{
    return db
        .row(
            "WITH void AS ("
            " UPDATE challenge SET voided_at = now() WHERE account_id = $1 AND purpose = "
            "'reset_password'"
            " AND used_at IS NULL AND voided_at IS NULL), "
            "changed AS ("
            " UPDATE account SET password_hash = $4, sessions_since = clock_timestamp(), updated_at = "
            "now()"
            " WHERE id = $1 RETURNING id)" NOTED_AS("set_password") "SELECT 1 FROM changed",
            {id, origin.actor, origin.address, password_hash})
        .has_value();
}

// Locked first, the account against becoming an owner meanwhile, its organisations against losing another
// one: the statement behind, in the same round trip and transaction, sees what was done while these waited.
static void lock_ahead(db::Lease& db, std::string_view id)
{
    db.precede("SELECT id FROM account WHERE id = $1 FOR UPDATE", {id});
    db.precede(
        "SELECT o.id FROM org o JOIN membership m ON m.org_id = o.id"
        " WHERE m.account_id = $1 AND m.role = 'owner' ORDER BY o.id FOR NO KEY UPDATE OF o",
        {id});
}

Deletion remove(db::Lease& db, std::string_view id, const Origin& origin)
{
    lock_ahead(db, id);
    const auto rows = db.query(
        "WITH alone AS ("
        " SELECT o.name FROM membership m JOIN org o ON o.id = m.org_id"
        " WHERE m.account_id = $1 AND m.role = 'owner' AND NOT EXISTS (SELECT FROM membership other"
        "  WHERE other.org_id = o.id AND other.role = 'owner' AND other.account_id <> $1)), "
        "changed AS ("
        " DELETE FROM account WHERE id = $1 AND NOT EXISTS (SELECT FROM alone) RETURNING id, email_key), "
        "letters AS ("
        " DELETE FROM outbox USING changed WHERE email_key(recipient) = changed.email_key"
        " AND invite_id IS NULL)" NOTED_AS(
            "delete_user") "SELECT NULL FROM changed UNION ALL SELECT name FROM alone ORDER BY 1",
        {id, origin.actor, origin.address});
    Deletion deletion{rows.size() == 1 && rows[0].is_null(0), {}};
    for (int i = 0; !deletion.done && i < rows.size(); ++i)
        deletion.left_without_owner.push_back(rows[i].text(0));
    return deletion;
}

bool is_role(std::string_view name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    return !name.empty() && name.size() <= 32 && letters.contains(name.front()) &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

void grant(db::Lease& db, std::string_view id, std::string_view role, const Origin& origin)
{
    db.query(
        "WITH changed AS ("
        " INSERT INTO account_role (account_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        " RETURNING account_id) " AUDIT_INSERT
        "SELECT 'grant_role', 'ok', account_id, NULL::uuid, $3, $4, $2 FROM changed",
        {id, role, origin.actor, origin.address});
}

void revoke(db::Lease& db, std::string_view id, std::string_view role, const Origin& origin)
{
    db.query(
        "WITH changed AS ("
        " DELETE FROM account_role WHERE account_id = $1 AND role = $2 RETURNING account_id) " AUDIT_INSERT
        "SELECT 'revoke_role', 'ok', account_id, NULL::uuid, $3, $4, $2 FROM changed",
        {id, role, origin.actor, origin.address});
}

}   // namespace accounts
