#include "handlers/sessions/session_store.h"

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"
#include "handlers/sessions/device_store.h"

namespace sessions {

// What every way to open a session ends with; the part before names the accounts that may have one `proven`,
// with the method, and has parameters from $8 on. A macro, since statements are literals.
#define OPEN_FOR_PROVEN                                                                               \
    ", noted AS (" AUDIT_INSERT                                                                       \
    " SELECT $6, 'ok', proven.id, $1::uuid, $7, $4, '' FROM proven WHERE $6 <> '') "                  \
    "INSERT INTO session (account_id, id, current_digest, expires_at, address, user_agent, method)"   \
    " SELECT proven.id, $1, $2, now() + make_interval(days => $3), $4, $5, proven.method FROM proven" \
    " RETURNING id, rotated_at, expires_at, now()"

namespace {

struct Opening {
    const NewSession& fresh;
    const Origin& origin;
    std::string event;
};

}   // namespace

// proof: what $8 and those behind it are.
static std::optional<Session> opened_by(db::Lease& db, db::Sql statement, const Opening& opening,
                                        std::vector<db::Value> proof)
{
    const auto& [fresh, origin, event] = opening;
    std::vector<db::Value> values{fresh.id,          db::Value::bytes(fresh.refresh_digest),
                                  fresh.days,        origin.address,
                                  origin.user_agent, event,
                                  origin.actor};
    values.insert(values.end(), proof.begin(), proof.end());
    std::optional<Session> session;
    db.precede(statement, std::move(values), [&session](const db::Rows& rows) {
        if (rows.size() == 0) return;
        session = Session{rows[0].text(0), rows[0].second(1), rows[0].second(2), rows[0].moment(3)};
    });
    note_device(db, fresh, origin);
    return session;
}

// Others who sign in at this moment proved the same password, so it voids nothing.
static void strengthen_ahead(db::Lease& db, const Proof& proof)
{
    db.precede("UPDATE account SET password_hash = $3 WHERE id = $1 AND sessions_since = $2",
               {proof.account, proof.sessions_since, *proof.better_hash});
}

std::optional<Session> open(db::Lease& db, const Proof& proof, const NewSession& fresh, const Origin& origin)
{
    if (proof.better_hash) strengthen_ahead(db, proof);
    return opened_by(db,
                     "WITH proven AS ("
                     " UPDATE account SET last_login_at = now()"
                     " WHERE id = $8 AND sessions_since = $9 AND disabled_at IS NULL"
                     " RETURNING id, $10::text AS method)" OPEN_FOR_PROVEN,
                     {fresh, origin, proof.event}, {proof.account, proof.sessions_since, proof.method});
}

std::optional<Session> open_by_code(db::Lease& db, const std::string& account, const NewSession& fresh,
                                    const Origin& origin)
{
    return opened_by(
        db,
        "WITH proven AS ("
        " UPDATE account SET last_login_at = now(), verified_at = coalesce(verified_at, now())"
        " WHERE id = $8 AND disabled_at IS NULL AND EXISTS (SELECT FROM challenge c WHERE c.account_id = "
        "account.id"
        "  AND c.purpose = 'verify_email' AND c.used_in = pg_current_xact_id())"
        " RETURNING id, 'code' AS method)" OPEN_FOR_PROVEN,
        {fresh, origin, "verify_code"}, {account});
}

std::optional<Session> open_by_identity(db::Lease& db, const std::string& account,
                                        const std::string& identity, const NewSession& fresh,
                                        const Origin& origin)
{
    return opened_by(
        db,
        "WITH proven AS ("
        " UPDATE account SET last_login_at = now() FROM identity i"
        " WHERE account.id = $8 AND disabled_at IS NULL AND i.id = $9 AND i.account_id = account.id"
        " RETURNING account.id, 'oauth:' || i.provider AS method)" OPEN_FOR_PROVEN,
        {fresh, origin, "oauth_login"}, {account, identity});
}

std::optional<std::string> lock_account_of(db::Lease& db, std::string_view session)
{
    const auto row = db.row(
        "SELECT a.id FROM session s JOIN account a ON a.id = s.account_id WHERE s.id = $1"
        " AND s.ended_at IS NULL AND s.expires_at > now() AND s.created_at >= a.sessions_since"
        " AND a.disabled_at IS NULL FOR UPDATE OF a",
        {session});
    return row ? std::optional{row->text(0)} : std::nullopt;
}

void end(db::Lease& db, std::string_view account, std::string_view session, const Origin& origin)
{
    db.query(
        "WITH ended AS ("
        " UPDATE session SET ended_at = now(), end_reason = 'logout'"
        " WHERE id = $2 AND account_id = $1 AND ended_at IS NULL RETURNING id, account_id) " AUDIT_INSERT
        "SELECT 'logout', 'ok', account_id, id, $3, $4, '' FROM ended",
        {account, session, origin.actor, origin.address});
}

// IS TRUE keeps the planner from walking all sessions of the account to find the one.
#define OF_LIVING_SESSION                                                                             \
    " FROM account a"                                                                                 \
    " WHERE s.id = $1 AND (s.account_id = $2) IS TRUE AND a.id = s.account_id AND s.ended_at IS NULL" \
    " AND s.expires_at > now() AND s.created_at >= a.sessions_since AND a.disabled_at IS NULL"
#define ROTATED " RETURNING s.ended_at, s.salt, s.rotated_at, s.expires_at, " HOLDER_COLUMNS

// Callers at the same moment come one after the other: the first finds its token current, the others, who
// look at the row anew once the first has let go of it, don't.
static constexpr db::Sql rotate_current =
    "UPDATE session s SET current_digest = $4, parent_digest = $3, salt = $5, rotated_at = "
    "clock_timestamp()" OF_LIVING_SESSION " AND s.current_digest = $3" ROTATED;

#define IN_GRACE "s.parent_digest = $3 AND clock_timestamp() < s.rotated_at + make_interval(secs => $4)"
// For a token that is not current any more, and never will be again.
static constexpr db::Sql judge_older =
    "UPDATE session s SET ended_at = CASE WHEN " IN_GRACE
    " THEN NULL ELSE now() END,"
    " end_reason = CASE WHEN " IN_GRACE " THEN NULL ELSE 'refresh_reuse' END" OF_LIVING_SESSION ROTATED;

std::optional<Rotated> rotate(db::Lease& db, const Rotation& rotation)
{
    const db::Value presented = db::Value::bytes(rotation.presented);
    auto row =
        db.row(rotate_current, {rotation.session, rotation.account, presented,
                                db::Value::bytes(rotation.successor), db::Value::bytes(rotation.salt)});
    if (!row)
        row = db.row(judge_older, {rotation.session, rotation.account, presented, rotation.grace_seconds});
    if (!row) return std::nullopt;
    return Rotated{!row->is_null(0),
                   {rotation.session, row->second(2), row->second(3)},
                   row->is_null(1) ? "" : row->bytes(1),
                   accounts::holder_from(*row, 4)};
}

}   // namespace sessions
