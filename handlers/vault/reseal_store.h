// The api_key table as key rotation sees it: all accounts' rows, by the key that sealed them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "handlers/vault/credentials.h"

struct Origin;

namespace db {
class Lease;
}

namespace vault {

// Rows that another key sealed, by id, from behind `after` on (empty: from the first).
std::vector<Sealed> sealed_by_others(db::Lease& db, const std::string& kid, const std::string& after,
                                     std::int64_t limit);

// Compare and set: false when the row has gone or has another version than fresh.version - 1 by now.
// Noted with it.
bool replace(db::Lease& db, const Sealed& fresh, const Origin& origin);

struct Hanging {
    std::string kid;
    std::int64_t rows;
};
std::vector<Hanging> rows_by_kid(db::Lease& db);

}   // namespace vault
