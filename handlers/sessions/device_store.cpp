#include "handlers/sessions/device_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"
#include "handlers/sessions/device.h"

namespace sessions {

// The opening has locked the account's row, so that of two at once the second finds what the first one noted.
// Where the account was seen lately nothing is written.
static constexpr db::Sql noting =
    "WITH s AS ("
    " SELECT s.id, s.account_id, a.email FROM session s JOIN account a ON a.id = s.account_id"
    " WHERE s.id = $1), "
    "known AS ("
    " SELECT count(*) AS devices,"
    "  coalesce(bool_or(k.device = $2 AND k.network = $3"
    "   AND k.seen_at > now() - interval '180 days'), false) AS this,"
    "  coalesce(bool_or(k.device = $2 AND k.network = $3"
    "   AND k.seen_at > now() - interval '1 day'), false) AS lately"
    " FROM s JOIN known_device k ON k.account_id = s.account_id), "
    "seen AS ("
    " INSERT INTO known_device (account_id, device, network)"
    " SELECT s.account_id, $2, $3 FROM s, known WHERE NOT known.lately"
    " ON CONFLICT (account_id, device, network) DO UPDATE SET seen_at = now()), "
    "gone AS ("
    " DELETE FROM known_device k USING s, known"
    " WHERE k.account_id = s.account_id AND known.devices >= 50 AND NOT known.this"
    " AND (k.device, k.network) <> ($2, $3) AND (k.device, k.network) IN ("
    "  SELECT o.device, o.network FROM known_device o WHERE o.account_id = s.account_id"
    "  ORDER BY o.seen_at DESC OFFSET 49)), "
    "c AS ("
    " INSERT INTO challenge (account_id, session_id, purpose, kid, seed, token_digest, code_digest,"
    "  expires_at, code_expires_at)"
    " SELECT s.account_id, s.id, 'not_me', $4, $5, $6, $7, now() + interval '7 days', now()"
    " FROM s, known WHERE known.devices > 0 AND NOT known.this AND $4::text IS NOT NULL"
    " AND (SELECT count(*) FROM challenge o WHERE o.account_id = s.account_id AND o.purpose = 'not_me'"
    "  AND o.created_at > now() - interval '1 hour') < 5"
    " RETURNING id) "
    "INSERT INTO outbox (letter, recipient, challenge_id, language)"
    " SELECT 'new_device', s.email, c.id, $8 FROM s, c";

void note_device(db::Lease& db, const NewSession& fresh, const Origin& origin)
{
    const auto bytes = [&](std::string tokens::Challenge::*part) {
        return fresh.alarm ? db::Value::bytes((*fresh.alarm).*part) : db::Value{nullptr};
    };
    db.query(noting, {fresh.id, device_name(origin.user_agent), network_of(origin.address),
                      fresh.alarm ? db::Value{fresh.alarm->kid} : db::Value{nullptr},
                      bytes(&tokens::Challenge::seed), bytes(&tokens::Challenge::token_digest),
                      bytes(&tokens::Challenge::code_digest), origin.language()});
}

static constexpr db::Sql disowning =
    "WITH spent AS ("
    " UPDATE challenge SET used_at = now() FROM account a"
    " WHERE token_digest = $1 AND purpose = 'not_me' AND used_at IS NULL AND voided_at IS NULL"
    " AND expires_at > now() AND a.id = account_id AND a.disabled_at IS NULL"
    " RETURNING account_id, session_id, a.email), "
    "ended AS ("
    " UPDATE session SET ended_at = now(), end_reason = 'not_me' FROM spent"
    " WHERE session.id = spent.session_id AND ended_at IS NULL), "
    "unknown AS ("
    " UPDATE known_device SET seen_at = '-infinity' FROM spent"
    " WHERE known_device.account_id = spent.account_id), "
    "older AS ("
    " UPDATE challenge SET voided_at = now() FROM spent WHERE challenge.account_id = spent.account_id"
    " AND purpose = 'reset_password' AND used_at IS NULL AND voided_at IS NULL), "
    "c AS ("
    " INSERT INTO challenge"
    "  (account_id, purpose, kid, seed, token_digest, code_digest, expires_at, code_expires_at)"
    " SELECT account_id, 'reset_password', $2, $3, $4, $5, now() + interval '30 minutes', now() FROM spent"
    " RETURNING id), "
    "noted AS (" AUDIT_INSERT
    " SELECT 'not_me', 'ok', account_id, session_id, $6, $7, '' FROM spent UNION ALL"
    " SELECT 'reset_password_requested', 'ok', account_id, NULL::uuid, $6, $7, '' FROM spent) "
    "INSERT INTO outbox (letter, recipient, challenge_id, language)"
    " SELECT 'reset_password', spent.email, c.id, $8 FROM spent, c";

// The lock is that of tokens::issue: of two that mail such a link at once, the second voids the first one's.
bool disown(db::Lease& db, std::string_view token_digest, const tokens::Challenge& reset,
            const Origin& origin)
{
    db.precede(
        "SELECT pg_advisory_xact_lock(hashtextextended(account_id::text || 'reset_password', 0))"
        " FROM challenge WHERE token_digest = $1 AND purpose = 'not_me'",
        {db::Value::bytes(token_digest)});
    return db.query(disowning, {db::Value::bytes(token_digest), reset.kid, db::Value::bytes(reset.seed),
                                db::Value::bytes(reset.token_digest), db::Value::bytes(reset.code_digest),
                                origin.actor, origin.address, origin.language()})
               .affected() == 1;
}

}   // namespace sessions
