// The account table, as the rest of the service sees it.
#pragma once
#include <optional>
#include <string_view>

#include "handlers/accounts/account.h"

namespace db {
class Lease;
}

class Standing;

namespace accounts {

// By address, compared without regard to ASCII case.
std::optional<Account> find_by_email(db::Lease& db, std::string_view email);

std::optional<Account> find_by_id(db::Lease& db, std::string_view id);

// The caller's own, in the one statement that also asks how they stand (Context::lease_in_person). Ends the
// request by TurnedAway: not_signed_in.
Account find_in_standing(db::Lease& db, const Standing& standing);

// By address or username; an address goes before, so that nobody takes another's by naming themselves like
// it.
std::optional<Account> find_by_name(db::Lease& db, std::string_view name);

}   // namespace accounts
