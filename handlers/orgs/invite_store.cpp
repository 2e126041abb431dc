#include "handlers/orgs/invite_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace orgs {

#define OPEN "used_at IS NULL AND revoked_at IS NULL AND expires_at > now()"

static constexpr db::Sql creation =
    "WITH j AS ("
    " SELECT coalesce($7::uuid IS NULL OR EXISTS (SELECT FROM membership WHERE org_id = $1 AND account_id = "
    "$7"
    "  AND (role = 'owner' OR (role = 'admin' AND $3 <> 'owner'))), false) AS allowed,"
    " EXISTS (SELECT FROM membership m JOIN account a ON a.id = m.account_id"
    "  WHERE m.org_id = $1 AND a.email_key = email_key($2)) AS member), "
    "older AS ("
    " UPDATE invite SET revoked_at = now() FROM j WHERE j.allowed AND NOT j.member AND " OPEN
    " AND email_key(email) = email_key($2) AND org_id IS NOT DISTINCT FROM $1), "
    "made AS ("
    " INSERT INTO invite (org_id, email, role, kid, seed, token_digest, invited_by, expires_at)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, now() + interval '7 days' FROM j WHERE j.allowed AND NOT j.member"
    " RETURNING id, created_at, expires_at), "
    "letter AS ("
    " INSERT INTO outbox (letter, recipient, invite_id, language)"
    " SELECT 'invite', $2, made.id, $10 FROM made), "
    "noted AS (" AUDIT_INSERT
    " SELECT 'invite', 'ok', $7::uuid, NULL::uuid, $8, $9, made.id::text FROM made) "
    "SELECT j.allowed, j.member, made.id, made.created_at, made.expires_at FROM j LEFT JOIN made ON true";

Invited create(db::Lease& db, const NewInvite& fresh, const Origin& origin)
{
    const auto row =
        db.query(creation, {fresh.org, fresh.email, fresh.role, fresh.secret.kid,
                            db::Value::bytes(fresh.secret.seed), db::Value::bytes(fresh.secret.token_digest),
                            fresh.inviter, origin.actor, origin.address, origin.language()})[0];
    if (!row.truth(0)) return {Invited::not_allowed, {}};
    if (row.truth(1)) return {Invited::already_member, {}};
    return {Invited::done, {row.text(2), fresh.org, fresh.email, fresh.role, row.moment(3), row.moment(4)}};
}

std::vector<Invite> open_invites(db::Lease& db, const std::optional<std::string>& org)
{
    const auto rows = db.query(
        "SELECT id, org_id, email, role, created_at, expires_at FROM invite"
        " WHERE ($1::uuid IS NULL OR org_id = $1) AND " OPEN " ORDER BY created_at DESC, id",
        {org});
    std::vector<Invite> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back({rows[i].text(0), rows[i].maybe(1), rows[i].text(2), rows[i].text(3),
                         rows[i].moment(4), rows[i].moment(5)});
    return found;
}

bool revoke(db::Lease& db, const std::optional<std::string>& org, std::string_view id, const Origin& origin)
{
    return db.query(
                 "WITH gone AS ("
                 " UPDATE invite SET revoked_at = now()"
                 " WHERE id = $1 AND ($2::uuid IS NULL OR org_id = $2) AND " OPEN
                 " RETURNING id) " AUDIT_INSERT
                 "SELECT 'revoke_invite', 'ok', NULL::uuid, NULL::uuid, $3, $4, id::text FROM gone",
                 {id, org, origin.actor, origin.address})
               .affected() == 1;
}

Invitation invitation(db::Lease& db, std::string_view token_digest)
{
    const auto row = db.row("SELECT email FROM invite WHERE token_digest = $1 AND " OPEN,
                            {db::Value::bytes(token_digest)});
    if (!row) return {};
    return {row->text(0), true};
}

// `spent` says again what `c` has seen: of callers at the same moment the others find it used by then.
static constexpr db::Sql acceptance =
    "WITH c AS ("
    " SELECT i.id, i.org_id, i.role, a.id AS account_id, a.verified_at IS NOT NULL AS verified,"
    "  EXISTS (SELECT FROM membership m WHERE m.org_id = i.org_id AND m.account_id = a.id) AS member"
    " FROM invite i JOIN account a ON a.email_key = email_key(i.email)"
    " WHERE i.token_digest = $1 AND a.id = $2 AND i.org_id IS NOT NULL AND " OPEN
    "), "
    "spent AS ("
    " UPDATE invite SET used_at = now() FROM c WHERE invite.id = c.id AND c.verified AND NOT c.member "
    "AND " OPEN
    " RETURNING c.org_id, c.account_id, c.role), "
    "joined AS ("
    " INSERT INTO membership (org_id, account_id, role) SELECT org_id, account_id, role FROM spent"
    " ON CONFLICT (org_id, account_id) DO NOTHING), "
    "noted AS (" AUDIT_INSERT
    " SELECT 'accept_invite', 'ok', account_id, NULL::uuid, $3, $4, org_id::text FROM spent) "
    "SELECT c.verified, c.member, EXISTS (SELECT FROM spent), o.id, o.name,"
    " o.created_at, c.role FROM c JOIN org o ON o.id = c.org_id";

Accepted accept(db::Lease& db, std::string_view token_digest, const std::string& account,
                const Origin& origin)
{
    const auto row =
        db.row(acceptance, {db::Value::bytes(token_digest), account, origin.actor, origin.address});
    if (!row) return {Accepted::unknown, {}};
    if (!row->truth(0)) return {Accepted::not_verified, {}};
    if (row->truth(1)) return {Accepted::already_member, {}};
    if (!row->truth(2)) return {Accepted::unknown, {}};
    return {Accepted::done, {row->text(3), row->text(4), row->moment(5), row->text(6)}};
}

}   // namespace orgs
