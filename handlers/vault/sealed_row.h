// The columns every statement that yields sealed values selects, where they come from, and their reading. For
// *_store.cpp only.
#pragma once
#include "fcgi/db/pool.h"
#include "handlers/vault/credentials.h"

// Macros, since statements are literals and literals are joined by the compiler. A worker's role may not read
// the three columns themselves (sql/017_secrets.sql).
#define SEALED_COLUMNS "k.id, k.account_id, k.kid, k.version, v.api_key, v.secret, v.passphrase"
#define SEALED_SOURCE " FROM api_key k, sealed_values_of(k.id) v"

namespace vault {

inline constexpr int sealed_columns = 7;

inline Sealed sealed_from(const db::Row& row)
{
    Sealed sealed{row.text(0), row.text(1), row.text(2), row.number(3), row.bytes(4), row.bytes(5), {}};
    if (!row.is_null(6)) sealed.passphrase = row.bytes(6);
    return sealed;
}

inline db::Value maybe_bytes(const std::optional<std::string>& raw)
{
    return raw ? db::Value::bytes(*raw) : db::Value{nullptr};
}

}   // namespace vault
