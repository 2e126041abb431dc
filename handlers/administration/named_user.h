// How sentences name a user: by address or id, or --email ADDRESS.
#pragma once
#include <optional>
#include <string>

#include "handlers/accounts/account.h"
#include "handlers/administration/office.h"

namespace administration {

std::string named_user(Words& words);

std::optional<accounts::Account> find_user(Office& office, const std::string& who);

Exit no_such_user(const Desk& desk, const std::string& who);

}   // namespace administration
