#include "handlers/oauth/identity_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/context.h"

namespace oauth {

std::optional<Identity> recognise(db::Lease& db, const Claim& claim)
{
    const auto row = db.row(
        "UPDATE identity i SET last_used_at = now(), email = coalesce($3, i.email) FROM account a"
        " WHERE i.issuer = $1 AND i.subject = $2 AND a.id = i.account_id"
        " RETURNING i.id, a.id, a.disabled_at IS NULL",
        {claim.provider.issuer, claim.person.subject, claim.person.email});
    if (!row) return std::nullopt;
    return Identity{row->text(0), row->text(1), row->truth(2)};
}

std::optional<Holder> lock_holder(db::Lease& db, std::string_view email)
{
    const auto row = db.row(
        "SELECT id, verified_at IS NOT NULL, disabled_at IS NULL FROM account"
        " WHERE email_key = email_key($1) FOR UPDATE",
        {email});
    if (!row) return std::nullopt;
    return Holder{row->text(0), row->truth(1), row->truth(2)};
}

Identity link(db::Lease& db, const std::string& account, const Claim& claim, const Origin& origin)
{
    const auto row = db.row(
        "WITH made AS ("
        " INSERT INTO identity (account_id, provider, issuer, subject, email) VALUES ($1, $2, $3, $4, $5)"
        " RETURNING id, account_id, provider), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'identity_linked', 'ok', account_id, NULL::uuid, $6, $7, provider FROM made), "
        "told AS ("
        " INSERT INTO outbox (letter, recipient, language)"
        " SELECT 'identity_linked', a.email, $8 FROM account a WHERE a.id = $1) "
        "SELECT id FROM made",
        {account, claim.provider.name, claim.provider.issuer, claim.person.subject, claim.person.email,
         origin.actor, origin.address, origin.language()});
    return {row->text(0), account};
}

// clock_timestamp(), not now(): a login that got its row in while this waited must not outlive it.
Identity take_over(db::Lease& db, const std::string& account, const Claim& claim, const Origin& origin)
{
    const auto row = db.row(
        "WITH gone AS (DELETE FROM identity WHERE account_id = $1), "
        "strange AS (DELETE FROM known_device WHERE account_id = $1), "
        "void AS ("
        " UPDATE challenge SET voided_at = now() WHERE account_id = $1 AND used_at IS NULL AND voided_at IS "
        "NULL), "
        "taken AS ("
        " UPDATE account SET password_hash = NULL, verified_at = now(), sessions_since = clock_timestamp(),"
        "  full_name = $8, avatar_url = $9, username = NULL, phone = NULL, bio = NULL, preferences = '{}',"
        "  settings = '{}', default_workspace_id = NULL, locale = nullif($10, ''), updated_at = now() WHERE "
        "id = $1 RETURNING id), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'account_taken_over', 'ok', id, NULL::uuid, $6, $7, $2 FROM taken) "
        "INSERT INTO identity (account_id, provider, issuer, subject, email) VALUES ($1, $2, $3, $4, $5) "
        "RETURNING id",
        {account, claim.provider.name, claim.provider.issuer, claim.person.subject, claim.person.email,
         origin.actor, origin.address, claim.person.name, claim.person.picture, origin.language()});
    return {row->text(0), account};
}

std::optional<Identity> enrol(db::Lease& db, const Claim& claim,
                              const std::optional<std::string>& invite_digest, const Origin& origin)
{
    const auto row = db.row(
        "WITH i AS ("
        " UPDATE invite SET used_at = now() WHERE token_digest = $8 AND email_key(email) = email_key($1)"
        " AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() RETURNING org_id, role), "
        "a AS ("
        " INSERT INTO account (email, full_name, avatar_url, verified_at, locale)"
        " SELECT $1, $2, $3, now(), nullif($10, '')"
        " WHERE $8::bytea IS NULL OR EXISTS (SELECT FROM i) RETURNING id), "
        "joined AS ("
        " INSERT INTO membership (org_id, account_id, role) SELECT i.org_id, a.id, i.role FROM i, a"
        " WHERE i.org_id IS NOT NULL), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'register', 'ok', id, NULL::uuid, $6, $7, $4 FROM a) "
        "INSERT INTO identity (account_id, provider, issuer, subject, email) SELECT a.id, $4, $5, $9, $1 "
        "FROM a"
        " RETURNING id, account_id",
        {claim.person.email, claim.person.name, claim.person.picture, claim.provider.name,
         claim.provider.issuer, origin.actor, origin.address,
         invite_digest ? db::Value::bytes(*invite_digest) : db::Value{nullptr}, claim.person.subject,
         origin.language()});
    if (!row) return std::nullopt;
    return Identity{row->text(0), row->text(1)};
}

std::vector<Linked> linked(db::Lease& db, std::string_view account)
{
    const auto rows = db.query(
        "SELECT id, provider, email, created_at, last_used_at"
        " FROM identity WHERE account_id = $1 ORDER BY created_at, id",
        {account});
    std::vector<Linked> found;
    for (int i = 0; i < rows.size(); ++i)
        found.push_back(
            {rows[i].text(0), rows[i].text(1), rows[i].maybe(2), rows[i].moment(3), rows[i].moment(4)});
    return found;
}

// Two at once would each see the other's identity as the way that stays: the second waits here, and its
// statement sees what the first one left.
Removal unlink(db::Lease& db, std::string_view account, std::string_view id, const Origin& origin)
{
    db.precede("SELECT 1 FROM account WHERE id = $1 FOR UPDATE", {account});
    const auto row = db.row(
        "WITH i AS ("
        " SELECT i.id, a.has_password OR EXISTS ("
        "  SELECT FROM identity o WHERE o.account_id = a.id AND o.id <> i.id) AS spare"
        " FROM identity i JOIN account a ON a.id = i.account_id WHERE a.id = $1 AND i.id::text = lower($2)), "
        "gone AS ("
        " DELETE FROM identity USING i WHERE identity.id = i.id AND i.spare RETURNING identity.provider), "
        "noted AS (" AUDIT_INSERT
        "SELECT 'identity_removed', 'ok', $1::uuid, NULL::uuid, $3, $4, provider FROM gone) "
        "SELECT spare FROM i",
        {account, id, origin.actor, origin.address});
    if (!row) return Removal::no_such;
    return row->truth(0) ? Removal::done : Removal::last;
}

}   // namespace oauth
