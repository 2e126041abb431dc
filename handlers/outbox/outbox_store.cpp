#include "handlers/outbox/outbox_store.h"

#include "fcgi/db/pool.h"

namespace outbox {

std::optional<Due> claim(db::Lease& db)
{
    const auto row = db.row(
        "WITH due AS ("
        " SELECT id FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL AND next_attempt_at <= now()"
        " ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED), "
        "claimed AS ("
        " UPDATE outbox o SET attempts = o.attempts + 1, next_attempt_at = now() + interval '60 seconds'"
        " FROM due WHERE o.id = due.id RETURNING o.*)"
        "SELECT o.id, o.letter, o.recipient, o.attempts, o.created_at,"
        " coalesce(c.kid, i.kid), coalesce(c.seed, i.seed),"
        " (c.id IS NULL OR (c.used_at IS NULL AND c.voided_at IS NULL AND c.expires_at > now()"
        "  AND a.disabled_at IS NULL AND (c.purpose <> 'verify_email' OR a.verified_at IS NULL)))"
        " AND (i.id IS NULL OR (i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now())), "
        "g.name,"
        " s.created_at, s.address, s.user_agent,"
        " reader.locale, o.language, o.reference"
        " FROM claimed o LEFT JOIN challenge c ON c.id = o.challenge_id LEFT JOIN account a ON a.id = "
        "c.account_id"
        " LEFT JOIN session s ON s.id = c.session_id LEFT JOIN invite i ON i.id = o.invite_id LEFT JOIN org "
        "g ON g.id = i.org_id LEFT JOIN account reader ON reader.email_key = email_key(o.recipient)");
    if (!row) return std::nullopt;
    return Due{row->text(0),
               row->text(1),
               row->text(2),
               row->number(3),
               row->second(4),
               row->text(5),
               row->is_null(6) ? std::string{} : row->bytes(6),
               row->truth(7),
               row->text(8),
               row->is_null(9) ? 0 : row->second(9),
               row->text(10),
               row->text(11),
               row->text(12),
               row->text(13),
               row->text(14)};
}

void mark_sent(db::Lease& db, std::string_view id)
{
    db.query("UPDATE outbox SET sent_at = now(), reason = NULL WHERE id = $1", {id});
}

void try_again(db::Lease& db, std::string_view id, std::int64_t seconds, std::string_view reason)
{
    db.query(
        "UPDATE outbox SET next_attempt_at = now() + make_interval(secs => $2), reason = $3,"
        " parked_at = CASE WHEN created_at < now() - interval '5 days' THEN now() END WHERE id = $1",
        {id, seconds, reason});
}

void park(db::Lease& db, std::string_view id, std::string_view reason)
{
    db.query("UPDATE outbox SET parked_at = now(), reason = $2 WHERE id = $1", {id, reason});
}

std::vector<Waiting> waiting(db::Lease& db, const std::optional<std::string>& after)
{
    const auto rows = db.query(
        "SELECT id, letter, recipient, created_at, attempts,"
        " CASE WHEN parked_at IS NULL THEN next_attempt_at END,"
        " coalesce(reason, '') FROM outbox"
        " WHERE sent_at IS NULL AND ($1::uuid IS NULL OR (created_at, id) >"
        " (SELECT created_at, id FROM outbox WHERE id = $1)) ORDER BY created_at, id LIMIT 100",
        {after ? db::Value{*after} : db::Value{nullptr}});
    std::vector<Waiting> all;
    for (int i = 0; i < rows.size(); ++i)
        all.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2), rows[i].second(3),
                       rows[i].number(4), rows[i].is_null(5) ? 0 : rows[i].second(5), rows[i].text(6)});
    return all;
}

// Five days begin anew, since a letter that old would be given up by its first try.
std::int64_t retry(db::Lease& db, const std::optional<std::string>& id)
{
    return db
        .query(
            "WITH due AS (UPDATE outbox SET parked_at = NULL, next_attempt_at = now(),"
            " created_at = CASE WHEN created_at < now() - interval '5 days' THEN now() ELSE created_at END"
            " WHERE sent_at IS NULL AND ($1::uuid IS NULL OR id = $1) RETURNING id)"
            " SELECT count(*), pg_notify('latchkey_outbox', '') FROM due",
            {id ? db::Value{*id} : db::Value{nullptr}})[0]
        .number(0);
}

}   // namespace outbox
