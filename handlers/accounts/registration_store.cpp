#include "handlers/accounts/registration_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"

namespace accounts {

static constexpr db::Sql enrolment =
    "WITH a AS ("
    " INSERT INTO account (id, email, password_hash, full_name) VALUES ($1, $2, $3, $4) RETURNING *), "
    "c AS ("
    " INSERT INTO challenge (account_id, purpose, kid, seed, token_digest, code_digest, expires_at, code_expires_at)"
    " SELECT a.id, 'verify_email', $5, $6, $7, $8, now() + interval '24 hours', now() + interval '15 minutes' FROM a"
    " RETURNING id), "
    "m AS ("
    " INSERT INTO outbox (letter, recipient, challenge_id) SELECT 'verify_email', $2, c.id FROM c)"
    "SELECT " ACCOUNT_COLUMNS " FROM a";

static std::vector<db::Value> values(const NewAccount& fresh)
{
    return {fresh.id,
            fresh.email,
            fresh.password_hash,
            fresh.full_name,
            fresh.challenge.kid,
            db::Value::bytes(fresh.challenge.seed),
            db::Value::bytes(fresh.challenge.token_digest),
            db::Value::bytes(fresh.challenge.code_digest)};
}

Account enroll(db::Lease& db, const NewAccount& fresh)
{
    return account_from(db.query(enrolment, values(fresh))[0]);
}

void enroll_ahead(db::Lease& db, const NewAccount& fresh, Account& made)
{
    db.precede(enrolment, values(fresh), [&made](const db::Rows& rows) { made = account_from(rows[0]); });
}

}  // namespace accounts
