#include "handlers/accounts/registration_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace accounts {

static constexpr db::Sql enrolment =
    "WITH i AS ("
    " UPDATE invite SET used_at = now()"
    " WHERE token_digest = $10 AND email_key(email) = email_key($2) AND used_at IS NULL AND revoked_at IS "
    "NULL"
    " AND expires_at > now() RETURNING id, org_id, role), "
    "a AS ("
    " INSERT INTO account AS a (id, email, password_hash, full_name, username, locale)"
    " SELECT $1, $2, $3, $4, $9, nullif($14, '')"
    " WHERE $10::bytea IS NULL OR EXISTS (SELECT FROM i) RETURNING " ACCOUNT_COLUMNS
    "), "
    "joined AS ("
    " INSERT INTO membership (org_id, account_id, role) SELECT i.org_id, a.id, i.role FROM i, a"
    " WHERE i.org_id IS NOT NULL), "
    "c AS ("
    " INSERT INTO challenge (account_id, purpose, kid, seed, token_digest, code_digest, expires_at, "
    "code_expires_at)"
    " SELECT a.id, 'verify_email', $5, $6, $7, $8, now() + interval '24 hours', now() + interval '15 "
    "minutes' FROM a"
    " RETURNING id), "
    "m AS ("
    " INSERT INTO outbox (letter, recipient, challenge_id, language, reference)"
    " SELECT 'verify_email', $2, c.id, $14, $15 FROM c), "
    "noted AS (" AUDIT_INSERT
    " SELECT 'register', 'ok', a.id, $11::uuid, $12, $13, '' FROM a UNION ALL"
    " SELECT 'accept_invite', 'ok', a.id, $11::uuid, $12, $13, i.id::text FROM i, a) "
    "SELECT * FROM a";

static std::vector<db::Value> values(const NewAccount& fresh, const std::optional<std::string>& session,
                                     const Origin& origin)
{
    return {fresh.id,
            fresh.email,
            fresh.password_hash,
            fresh.full_name,
            fresh.challenge.kid,
            db::Value::bytes(fresh.challenge.seed),
            db::Value::bytes(fresh.challenge.token_digest),
            db::Value::bytes(fresh.challenge.code_digest),
            fresh.username,
            fresh.invite_digest ? db::Value::bytes(*fresh.invite_digest) : db::Value{nullptr},
            session,
            origin.actor,
            origin.address,
            origin.language(),
            origin.reference()};
}

static std::optional<Account> account_of(const db::Rows& rows)
{
    if (rows.size() == 0) return std::nullopt;
    return account_from(rows[0]);
}

std::optional<Account> enroll(db::Lease& db, const NewAccount& fresh, const Origin& origin)
{
    return account_of(db.query(enrolment, values(fresh, std::nullopt, origin)));
}

void enroll_ahead(db::Lease& db, const NewAccount& fresh, const std::string& session, const Origin& origin,
                  std::optional<Account>& made)
{
    db.precede(enrolment, values(fresh, session, origin),
               [&made](const db::Rows& rows) { made = account_of(rows); });
}

bool invited(db::Lease& db, std::string_view invite_digest, std::string_view email)
{
    return db
        .row(
            "SELECT 1 FROM invite WHERE token_digest = $1 AND email_key(email) = email_key($2)"
            " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()",
            {db::Value::bytes(invite_digest), email})
        .has_value();
}

}   // namespace accounts
