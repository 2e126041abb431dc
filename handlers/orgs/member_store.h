// The membership table. Whatever could leave an organisation without an owner waits for the organisation's
// row, so that two who leave at once do it one after the other.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/orgs/org.h"

struct Origin;

namespace db {
class Lease;
}

namespace orgs {

// By role, the owners first, then by address.
std::vector<Member> members(db::Lease& db, std::string_view org);
std::optional<Member> member(db::Lease& db, std::string_view org, std::string_view account);

// Who is to become, or cease to be, a member of what, by whose will. Ids are UUIDs.
struct Place {
    std::string org;
    std::string account;
    std::optional<std::string> actor;   // an account; nothing: the sysadmin
};

enum class Verdict { done, unknown, not_allowed, last_owner };

// Gives the account that role, be it a member or not. unknown: there is no such account. Only an owner, and
// the sysadmin, makes owners or changes one.
Verdict put(db::Lease& db, const Place& place, std::string_view role, const Origin& origin);

// unknown: it is no member. Only an owner, and the sysadmin, removes an owner; anybody removes themselves.
Verdict remove(db::Lease& db, const Place& place, const Origin& origin);

}   // namespace orgs
