#include "handlers/vault/reseal_store.h"

#include "handlers/audit/audit_row.h"
#include "handlers/context.h"
#include "handlers/vault/sealed_row.h"

namespace vault {

std::vector<Sealed> sealed_by_others(db::Lease& db, const std::string& kid, const std::string& after,
                                     std::int64_t limit)
{
    const auto rows = db.query("SELECT " SEALED_COLUMNS SEALED_SOURCE
                               " WHERE k.kid <> $1"
                               " AND ($2 = '' OR k.id > nullif($2, '')::uuid) ORDER BY k.id LIMIT $3",
                               {kid, after, limit});
    std::vector<Sealed> found;
    for (int i = 0; i < rows.size(); ++i) found.push_back(sealed_from(rows[i]));
    return found;
}

bool replace(db::Lease& db, const Sealed& fresh, const Origin& origin)
{
    return db.query(
                 "WITH changed AS ("
                 " UPDATE api_key SET kid = $2, version = $3, api_key = $4, secret = $5, passphrase = $6"
                 " WHERE id = $1 AND version = $3 - 1 RETURNING id, account_id, kid) " AUDIT_INSERT
                 "SELECT 'api_key_resealed', 'ok', account_id, NULL::uuid, $7, $8, id::text || ' ' || kid"
                 " FROM changed",
                 {fresh.id, fresh.kid, fresh.version, db::Value::bytes(fresh.api_key),
                  db::Value::bytes(fresh.secret), maybe_bytes(fresh.passphrase), origin.actor,
                  origin.address})
               .affected() == 1;
}

std::vector<Hanging> rows_by_kid(db::Lease& db)
{
    const auto rows = db.query("SELECT kid, count(*) FROM api_key GROUP BY kid ORDER BY kid");
    std::vector<Hanging> counts;
    for (int i = 0; i < rows.size(); ++i) counts.push_back({rows[i].text(0), rows[i].number(1)});
    return counts;
}

}   // namespace vault
