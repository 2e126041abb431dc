// An account, as handlers and shapes see it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/specimens.h"

namespace accounts {

// Who holds a session: what its tokens, and the answers that bring them, tell of the account.
struct Holder {
    std::string id;      // UUID
    std::string email;   // as its owner wrote it, domain in lower case
    std::optional<std::string> full_name;
    std::optional<std::string> username;
    bool verified = false;
    std::optional<std::int64_t> verified_at;   // microseconds since 1970
    std::vector<std::string> roles;            // on the whole server, in alphabetical order
};

// What contracts without a profile tell their user.
struct Brief : Holder {
    std::optional<std::string> avatar_url;
    bool active = true;
    std::string subscription_status;
    std::string subscription_tier;
    std::int64_t created_at = 0;                 // microseconds since 1970
    std::optional<std::int64_t> last_login_at;   // microseconds since 1970
    std::optional<std::string> provider;         // with which it was first signed in elsewhere
};
std::vector<Brief> specimens(Of<Brief>);

struct Account : Brief {
    bool has_password = false;   // or signs in elsewhere only
    std::optional<std::string> phone;
    std::optional<std::string> bio;
    std::optional<std::string> time_zone;
    std::optional<std::string> locale;
    std::string preferences = "{}";   // a JSON object
    std::string settings = "{}";      // a JSON object
    std::optional<std::string> default_workspace_id;
    std::int64_t updated_at = 0;   // microseconds since 1970
};
std::vector<Account> specimens(Of<Account>);

}   // namespace accounts
