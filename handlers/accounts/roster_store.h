// The account table as the sysadmin handles it. An account is named by its address or its id.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/accounts/account.h"

struct Origin;

namespace db {
class Lease;
}

namespace accounts {

std::optional<Account> find(db::Lease& db, std::string_view email_or_id);

// In the order of addresses, those after the given one (empty: from the start), at most that many.
std::vector<Account> list(db::Lease& db, std::string_view after, std::int64_t most);

// Each notes what it changed, and returns false when there is no such account. Disabling ends every session
// for good; so does a new password.
bool disable(db::Lease& db, std::string_view id, const Origin& origin);
bool enable(db::Lease& db, std::string_view id, const Origin& origin);
bool mark_verified(db::Lease& db, std::string_view id, const Origin& origin);
bool set_password(db::Lease& db, std::string_view id, std::string_view password_hash, const Origin& origin);

// Whether an account was deleted, and if not, what is in its way.
struct Deletion {
    bool done;
    std::vector<std::string> left_without_owner;   // names of organisations
};

// The account and all that hangs on it: sessions, letters, memberships, API keys, KYC. The audit trail stays.
// Refuses to leave an organisation without an owner.
Deletion remove(db::Lease& db, std::string_view id, const Origin& origin);

// Roles on the whole server; they stand in access tokens issued from now on.
bool is_role(std::string_view name);   // a-z first, then a-z, 0-9, - and _; 32 at most
void grant(db::Lease& db, std::string_view id, std::string_view role, const Origin& origin);
void revoke(db::Lease& db, std::string_view id, std::string_view role, const Origin& origin);

}   // namespace accounts
