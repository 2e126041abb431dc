#include "handlers/tokens/challenge_store.h"

#include "fcgi/db/pool.h"
#include "fcgi/sys/encoding.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace tokens {

namespace {

constexpr std::int64_t minute = 60;

// Seconds the long token of a letter is good for. Codes: always 15 minutes.
std::int64_t token_seconds(Purpose purpose)
{
    switch (purpose) {
    case Purpose::verify_email: return 24 * 60 * minute;
    case Purpose::reset_password: break;
    }
    return 30 * minute;
}

}   // namespace

void issue(db::Lease& db, Purpose purpose, const Owner& owner, const Challenge& challenge,
           const Origin& origin)
{
    // Two at once would not see each other's challenge: the second waits here, and its statement sees the
    // first one's.
    db.precede("SELECT pg_advisory_xact_lock(hashtextextended($1 || $2, 0))", {owner.account, name(purpose)});
    db.query(
        "WITH older AS ("
        " UPDATE challenge SET voided_at = now()"
        " WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND voided_at IS NULL), "
        "c AS ("
        " INSERT INTO challenge"
        " (account_id, purpose, kid, seed, token_digest, code_digest, expires_at, code_expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7), now() + interval '15 minutes')"
        " RETURNING id), "
        "noted AS (" AUDIT_INSERT
        "SELECT $2 || '_requested', 'ok', $1, NULL::uuid, $9, $10, '') "
        "INSERT INTO outbox (letter, recipient, challenge_id, language, reference)"
        " SELECT $2, $8, c.id, $11, $12 FROM c",
        {owner.account, name(purpose), challenge.kid, db::Value::bytes(challenge.seed),
         db::Value::bytes(challenge.token_digest), db::Value::bytes(challenge.code_digest),
         token_seconds(purpose), owner.email, origin.actor, origin.address, origin.language(),
         origin.reference()});
}

// Whoever finds the token live but comes second to spend it is told `before`, as is everyone who comes later.
SpentLink spend_link(db::Lease& db, std::string_view token_digest, const Origin& origin)
{
    const auto row = db.row(
        "WITH c AS ("
        " SELECT c.id, c.account_id, a.email, a.verified_at IS NOT NULL AS verified,"
        "  c.used_at IS NULL AND c.voided_at IS NULL AND c.expires_at > now() AS live"
        " FROM challenge c JOIN account a ON a.id = c.account_id"
        " WHERE c.token_digest = $1 AND c.purpose = 'verify_email' AND a.disabled_at IS NULL), "
        "spent AS ("
        " UPDATE challenge SET used_at = coalesce(challenge.used_at, now()),"
        "  used_in = coalesce(challenge.used_in, pg_current_xact_id()) FROM c"
        " WHERE challenge.id = c.id AND c.live AND challenge.voided_at IS NULL"
        " RETURNING challenge.account_id, challenge.used_in = pg_current_xact_id() AS first), "
        "marked AS ("
        " UPDATE account SET verified_at = now(), updated_at = now() FROM spent"
        " WHERE account.id = spent.account_id AND verified_at IS NULL RETURNING account.id), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'verify_email', 'ok', id, NULL::uuid, $2, $3, '' FROM marked) "
        "SELECT EXISTS (SELECT FROM marked), c.verified OR EXISTS (SELECT FROM spent),"
        " c.account_id, c.email, EXISTS (SELECT FROM spent WHERE first) FROM c",
        {db::Value::bytes(token_digest), origin.actor, origin.address});
    if (!row || (!row->truth(0) && !row->truth(1))) return {};
    return {row->truth(0) ? Verified::now : Verified::before, row->text(2), row->text(3), row->truth(4)};
}

static std::string bytea_list(const std::vector<std::string>& values)
{
    std::string text = "{";
    for (const std::string& value : values)
        text += (text.size() > 1 ? "," : "") + ("\"\\\\x" + sys::hex(value) + "\"");
    return text + "}";
}

void spend_code_ahead(db::Lease& db, std::string_view account, const std::vector<std::string>& code_digests)
{
    db.precede(
        "UPDATE challenge SET guesses_left = guesses_left - 1,"
        " used_at = CASE WHEN code_digest = ANY ($2::bytea[]) THEN now() END,"
        " used_in = CASE WHEN code_digest = ANY ($2::bytea[]) THEN pg_current_xact_id() END"
        " WHERE id = (SELECT id FROM challenge WHERE account_id = $1 AND purpose = 'verify_email'"
        "  AND voided_at IS NULL ORDER BY created_at DESC LIMIT 1)"
        " AND used_at IS NULL AND voided_at IS NULL AND guesses_left > 0 AND code_expires_at > now()",
        {account, bytea_list(code_digests)});
}

bool reset_is_open(db::Lease& db, std::string_view token_digest)
{
    return db
        .row(
            "SELECT 1 FROM challenge c JOIN account a ON a.id = c.account_id"
            " WHERE c.token_digest = $1 AND c.purpose = 'reset_password' AND c.used_at IS NULL"
            " AND c.voided_at IS NULL AND c.expires_at > now() AND a.disabled_at IS NULL",
            {db::Value::bytes(token_digest)})
        .has_value();
}

// clock_timestamp(), not now(): a login that got its row in while this waited must not outlive it.
bool reset_password(db::Lease& db, std::string_view token_digest, std::string_view password_hash,
                    const Origin& origin)
{
    const auto done = db.query(
        "WITH spent AS ("
        " UPDATE challenge SET used_at = now()"
        " WHERE token_digest = $1 AND purpose = 'reset_password' AND used_at IS NULL AND voided_at IS NULL"
        " AND expires_at > now() RETURNING id, account_id), "
        "older AS ("
        " UPDATE challenge SET voided_at = now() FROM spent"
        " WHERE challenge.account_id = spent.account_id AND challenge.id <> spent.id"
        " AND purpose = 'reset_password' AND used_at IS NULL AND voided_at IS NULL), "
        "changed AS ("
        " UPDATE account SET password_hash = $2, sessions_since = clock_timestamp(), updated_at = now() FROM "
        "spent"
        " WHERE account.id = spent.account_id AND disabled_at IS NULL RETURNING account.id, email), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'reset_password', 'ok', id, NULL::uuid, $3, $4, '' FROM changed) "
        "INSERT INTO outbox (letter, recipient, language) SELECT 'password_changed', email, $5 FROM changed",
        {db::Value::bytes(token_digest), password_hash, origin.actor, origin.address, origin.language()});
    return done.affected() == 1;
}

}   // namespace tokens
