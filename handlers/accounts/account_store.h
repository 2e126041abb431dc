// The account table, as the rest of the service sees it.
#pragma once
#include <optional>
#include <string_view>

#include "handlers/accounts/account.h"

namespace db {
class Lease;
}

namespace accounts {

// By address, compared without regard to ASCII case.
std::optional<Account> find_by_email(db::Lease& db, std::string_view email);

// The owner of a session that still lives: not ended, not expired, not older than the last password change, account
// not disabled.
std::optional<Account> find_by_session(db::Lease& db, std::string_view account, std::string_view session);

}  // namespace accounts
