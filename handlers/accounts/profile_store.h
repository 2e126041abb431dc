// The part of an account that its owner writes.
#pragma once
#include <optional>
#include <string>

#include "handlers/accounts/account.h"

namespace db {
class Lease;
}

namespace accounts {

// What one field shall become: nothing at all leaves it as it is, nothing inside clears it.
using Wish = std::optional<std::optional<std::string>>;

struct ProfileChange {
    Wish username;
    Wish full_name;
    Wish avatar_url;
    Wish bio;
    Wish phone;
    Wish time_zone;
    Wish locale;
    Wish preferences;   // a JSON object
    Wish settings;      // a JSON object
    Wish default_workspace_id;

    bool operator==(const ProfileChange&) const = default;
};

// The account as it is afterwards; nothing when there is none. Throws sys::Failure that
// breaks("account_username_taken").
std::optional<Account> change_profile(db::Lease& db, const std::string& account, const ProfileChange& change);

}   // namespace accounts
