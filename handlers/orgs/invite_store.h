// The invite table. Digests only; what the letter says is computed from the seed, like a challenge's
// (tokens/challenge.h).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/orgs/org.h"
#include "handlers/tokens/challenge.h"

struct Origin;

namespace db {
class Lease;
}

namespace orgs {

struct NewInvite {
    std::optional<std::string> org;   // id; nothing: to register, no more
    std::string email;
    std::string role;
    std::optional<std::string> inviter;   // an account; nothing: the sysadmin
    tokens::Challenge secret;
};

struct Invited {
    enum Outcome { done, not_allowed, already_member } outcome;
    Invite invite;
};

// Stores it, good for seven days, and queues its letter; an older one of the same address and organisation is
// revoked. Only an owner, and the sysadmin, invites owners.
Invited create(db::Lease& db, const NewInvite& fresh, const Origin& origin);

// Those that could be accepted now, the newest first. org: an id; nothing: of all, and of none.
std::vector<Invite> open_invites(db::Lease& db, const std::optional<std::string>& org);

// False when there is none that could be accepted now. org: whose it must be; nothing: anybody's.
bool revoke(db::Lease& db, const std::optional<std::string>& org, std::string_view id, const Origin& origin);

// By its token; an empty address and not open when it is not good.
Invitation invitation(db::Lease& db, std::string_view token_digest);

struct Accepted {
    enum Outcome { done, unknown, not_verified, already_member } outcome;
    Org org;
};

// Spends an invite that is bound to the account's own address, and makes the membership.
Accepted accept(db::Lease& db, std::string_view token_digest, const std::string& account,
                const Origin& origin);

}   // namespace orgs
