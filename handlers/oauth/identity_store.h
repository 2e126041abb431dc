// The table of who is whom at which provider, and the accounts that come and change by it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/oauth/person.h"
#include "handlers/oauth/provider.h"
#include "handlers/specimens.h"

struct Origin;

namespace db {
class Lease;
}

namespace oauth {

struct Identity {
    std::string id;
    std::string account;   // id
    bool active = true;    // the account is not disabled
};

// Somebody as a provider made them known.
struct Claim {
    const Provider& provider;
    const Person& person;
};

// Whom we know already; notes that they came, and with which address.
std::optional<Identity> recognise(db::Lease& db, const Claim& claim);

// Who has that address here, locked until the transaction ends.
struct Holder {
    std::string account;   // id
    bool verified;
    bool active;
};
std::optional<Holder> lock_holder(db::Lease& db, std::string_view email);

// Both throw sys::Failure that breaks("identity_taken"). link() also queues the notice to the account's
// owner.
Identity link(db::Lease& db, const std::string& account, const Claim& claim, const Origin& origin);
// For an account whose address nobody had verified: whoever made it may be anybody, so their password,
// sessions, links, letters and profile go, before it is linked and counts as verified.
Identity take_over(db::Lease& db, const std::string& account, const Claim& claim, const Origin& origin);

// A new account, verified and without a password. Nothing when an invite is given that is not good, or
// another's. Throws sys::Failure that breaks("account_email_taken") or breaks("identity_taken").
std::optional<Identity> enrol(db::Lease& db, const Claim& claim,
                              const std::optional<std::string>& invite_digest, const Origin& origin);

struct Linked {
    std::string id;
    std::string provider;
    std::optional<std::string> email;
    std::int64_t created_at;     // microseconds since 1970
    std::int64_t last_used_at;   // microseconds since 1970
};

std::vector<Linked> specimens(Of<Linked>);
std::vector<Linked> linked(db::Lease& db, std::string_view account);   // oldest first

enum class Removal { done, no_such, last };
// last: the account has no password and no other identity, so nothing was removed.
Removal unlink(db::Lease& db, std::string_view account, std::string_view id, const Origin& origin);

}   // namespace oauth
