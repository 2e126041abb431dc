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

// A caller who chooses an organisation to act in.
struct Choice {
    std::string account;   // ids
    std::string session;
    std::string before;   // the one their token was issued for; empty: none
};

// The account, if it belongs to that organisation; org is the id in any spelling and gets the one of the
// table. Both is noted. Nothing also when the session no longer lives.
std::optional<accounts::Holder> choose(db::Lease& db, const Choice& choice, std::string& org,
                                       const Origin& origin);

}   // namespace orgs
