// One statement, so that a login at the same moment is either before it or refused.
#include "handlers/accounts/password_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace accounts {

// Sessions opened before sessions_since are void, so the one that stays is dated anew, to that very moment.
// It is taken once the account's row is locked (clock_timestamp(), not now()): a login with the old password
// either waits for that lock and fails, or was before.
bool replace_password(db::Lease& db, const PasswordChange& change, const Origin& origin)
{
    const auto done = db.query(
        "WITH changed AS ("
        " UPDATE account a SET password_hash = $4, sessions_since = clock_timestamp(), updated_at = now()"
        " WHERE a.id = $1 AND a.sessions_since = $3 AND a.disabled_at IS NULL"
        " AND EXISTS (SELECT FROM session s WHERE s.id = $2 AND s.account_id = a.id AND s.ended_at IS NULL"
        "  AND s.created_at >= a.sessions_since)"
        " RETURNING a.id, a.email, a.sessions_since), "
        "kept AS ("
        " UPDATE session SET created_at = changed.sessions_since FROM changed WHERE session.id = $2), "
        "older AS ("
        " UPDATE challenge SET voided_at = now() FROM changed WHERE challenge.account_id = changed.id"
        " AND purpose = 'reset_password' AND used_at IS NULL AND voided_at IS NULL), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'change_password', 'ok', id, $2::uuid, $5, $6, '' FROM changed) "
        "INSERT INTO outbox (letter, recipient, language)"
        " SELECT 'password_changed_in_session', email, $7 FROM changed",
        {change.account, change.session, change.sessions_since, change.new_hash, origin.actor, origin.address,
         origin.language()});
    return done.affected() == 1;
}

}   // namespace accounts
