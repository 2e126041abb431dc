#include "handlers/vault/vault_store.h"

#include "fcgi/db/pool.h"
#include "handlers/audit/audit_row.h"
#include "handlers/tokens/uuid.h"
#include "handlers/vault/sealed_row.h"

namespace vault {

#define ENTRY_COLUMNS                                                                    \
    "k.id, k.exchange, k.name, k.environment, k.permissions, k.is_active, k.last_four, " \
    "k.has_passphrase, k.last_used, k.created_at, k.updated_at"

// What stands behind k, the rows that changed. $1 account, $2 session, $3 address, $4 who acts. Macros, since
// statements are literals.
#define NOTED_AS(event) \
    "noted AS (" AUDIT_INSERT "SELECT '" event "', 'ok', $1::uuid, $2::uuid, $4, $3, k.id::text FROM k)"

static Entry entry_from(const db::Row& row)
{
    return Entry{.id = row.text(0),
                 .exchange = row.text(1),
                 .name = row.maybe(2),
                 .environment = row.text(3),
                 .permissions = row.text(4),
                 .active = row.truth(5),
                 .last_four = row.text(6),
                 .has_passphrase = row.truth(7),
                 .last_used = row.maybe_moment(8),
                 .created_at = row.moment(9),
                 .updated_at = row.moment(10)};
}

// A text that is no UUID names no row; the guards in front of the first statement are asked all the same.
static bool names_row(db::Lease& db, const std::string& id)
{
    if (tokens::is_uuid(id)) return true;
    db.settle();
    return false;
}

static std::optional<Entry> maybe_entry(const std::optional<db::Row>& row)
{
    return row ? std::optional{entry_from(*row)} : std::nullopt;
}

By by(const Context& cx)
{
    return {cx.caller->subject, cx.caller->session, cx.origin};
}

// Callers of one account take turns, so that each counts what those before it stored.
std::optional<Entry> insert(db::Lease& db, const By& by, const Label& label, const Sealed& sealed,
                            const std::string& last_four)
{
    constexpr std::int64_t most = 100;
    db.precede("SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE", {by.account});
    return maybe_entry(db.row(
        "WITH k AS (INSERT INTO api_key AS k (account_id, id, exchange, name, environment, permissions, kid, "
        "version,"
        "  api_key, secret, passphrase, last_four)"
        " SELECT $1, $5, $6, $7, coalesce($8, 'production'), coalesce($9::jsonb, '[\"read\"]'), $10, $11,"
        "  $12, $13, $14, $15 WHERE (SELECT count(*) FROM api_key WHERE account_id = $1) < $16"
        " RETURNING " ENTRY_COLUMNS "), " NOTED_AS("api_key_stored") " SELECT * FROM k",
        {by.account, by.session, by.origin.address, by.origin.actor, sealed.id, label.exchange, label.name,
         label.environment, label.permissions, sealed.kid, sealed.version, db::Value::bytes(sealed.api_key),
         db::Value::bytes(sealed.secret), maybe_bytes(sealed.passphrase), last_four, most}));
}

std::vector<Entry> list(db::Lease& db, const std::string& account)
{
    const auto rows = db.query("SELECT " ENTRY_COLUMNS
                               " FROM api_key k WHERE k.account_id = $1 ORDER BY k.created_at, k.id",
                               {account});
    std::vector<Entry> entries;
    for (int i = 0; i < rows.size(); ++i) entries.push_back(entry_from(rows[i]));
    return entries;
}

std::optional<Sealed> find(db::Lease& db, const std::string& account, const std::string& id)
{
    if (!names_row(db, id)) return std::nullopt;
    const auto row = db.row("SELECT " SEALED_COLUMNS SEALED_SOURCE " WHERE k.id = $1 AND k.account_id = $2",
                            {id, account});
    return row ? std::optional{sealed_from(*row)} : std::nullopt;
}

#define RELABELLED                                                                                   \
    " exchange = coalesce($6, exchange), name = CASE WHEN $8 THEN NULL ELSE coalesce($7, name) END," \
    " environment = coalesce($9, environment), permissions = coalesce($10::jsonb, permissions),"     \
    " is_active = coalesce($11::boolean, is_active), updated_at = now()"

std::optional<Entry> update(db::Lease& db, const By& by, const std::string& id, const Label& label)
{
    if (!names_row(db, id)) return std::nullopt;
    return maybe_entry(
        db.row("WITH k AS (UPDATE api_key k SET" RELABELLED
               " WHERE id = $5 AND account_id = $1 RETURNING " ENTRY_COLUMNS "),"
               " " NOTED_AS("api_key_changed") " SELECT * FROM k",
               {by.account, by.session, by.origin.address, by.origin.actor, id, label.exchange, label.name,
                label.clears_name, label.environment, label.permissions, label.active}));
}

std::optional<Entry> update(db::Lease& db, const By& by, const Label& label, const Sealed& fresh,
                            const std::optional<std::string>& last_four)
{
    return maybe_entry(
        db.row("WITH k AS (UPDATE api_key k SET" RELABELLED
               ", kid = $12, version = $13, api_key = $14, secret = $15,"
               "  passphrase = $16, last_four = coalesce($17, last_four)"
               " WHERE id = $5 AND account_id = $1 AND version = $13 - 1 RETURNING " ENTRY_COLUMNS "),"
               " " NOTED_AS("api_key_changed") " SELECT * FROM k",
               {by.account, by.session, by.origin.address, by.origin.actor, fresh.id, label.exchange,
                label.name, label.clears_name, label.environment, label.permissions, label.active, fresh.kid,
                fresh.version, db::Value::bytes(fresh.api_key), db::Value::bytes(fresh.secret),
                maybe_bytes(fresh.passphrase), last_four}));
}

bool remove(db::Lease& db, const By& by, const std::string& id)
{
    if (!names_row(db, id)) return false;
    return db
        .row(
            "WITH k AS (DELETE FROM api_key WHERE id = $5 AND account_id = $1 RETURNING id),"
            " " NOTED_AS("api_key_removed") " SELECT 1 FROM k",
            {by.account, by.session, by.origin.address, by.origin.actor, id})
        .has_value();
}

bool note_opening(db::Lease& db, const By& by, const std::string& id, bool success)
{
    return db.query(
                 "WITH k AS ("
                 " UPDATE api_key SET last_used = CASE WHEN $6 THEN now() ELSE last_used END"
                 " WHERE id = $5 AND account_id = $1 RETURNING id) " AUDIT_INSERT
                 "SELECT 'api_key_decrypted', CASE WHEN $6 THEN 'ok' ELSE 'does_not_open' END, $1::uuid,"
                 " $2::uuid, $4, $3, k.id::text FROM k",
                 {by.account, by.session, by.origin.address, by.origin.actor, id, success})
               .affected() == 1;
}

std::optional<Trial> find_for_trial(db::Lease& db, const std::string& account, const std::string& id)
{
    if (!names_row(db, id)) return std::nullopt;
    const auto row =
        db.row("SELECT " SEALED_COLUMNS ", k.exchange" SEALED_SOURCE " WHERE k.id = $1 AND k.account_id = $2",
               {id, account});
    if (!row) return std::nullopt;
    return Trial{sealed_from(*row), row->text(sealed_columns)};
}

static std::string_view word_of(TrialResult result)
{
    switch (result) {
    case TrialResult::ok: return "ok";
    case TrialResult::failed: return "failed";
    case TrialResult::does_not_open: return "does_not_open";
    }
    return "failed";
}

void note_trial(db::Lease& db, const By& by, const std::string& id, TrialResult result)
{
    db.query(
        "WITH k AS (UPDATE api_key SET last_used = now()"
        " WHERE id = $5 AND account_id = $1 AND $6::text <> 'does_not_open')"
        " " AUDIT_INSERT "SELECT 'api_key_tried', $6::text, $1::uuid, $2::uuid, $4, $3, ($5::uuid)::text",
        {by.account, by.session, by.origin.address, by.origin.actor, id, word_of(result)});
}

}   // namespace vault
