// The org table.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/accounts/account.h"
#include "handlers/orgs/org.h"

struct Origin;

namespace db {
class Lease;
}

namespace orgs {

// owner: an account's id; nothing: nobody belongs to it yet. Throws sys::Failure that
// breaks("org_name_taken").
Org create(db::Lease& db, std::string_view name, const std::optional<std::string>& owner,
           const Origin& origin);

// Those the account belongs to, with its role there, by name.
std::vector<Org> of_account(db::Lease& db, std::string_view account);

std::vector<Org> all(db::Lease& db);   // by name
std::optional<Org> find(db::Lease& db, std::string_view name_or_id);

// The account, if it belongs to that organisation; org is the id in any spelling and gets the one of the
// table.
std::optional<accounts::Account> account_within(db::Lease& db, std::string_view account, std::string& org);

}   // namespace orgs
