// Organisations, who belongs to them as what, and the invites to join one, as handlers and shapes see them.
// Roles by name: "member", "admin", "owner".
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "handlers/specimens.h"

namespace orgs {

struct Org {
    std::string id;   // UUID
    std::string name;
    std::int64_t created_at = 0;   // microseconds since 1970
    std::string role = {};         // of whoever asked; empty for the sysadmin
};
std::vector<Org> specimens(Of<Org>);

struct Member {
    std::string id;   // of the account
    std::string email;
    std::optional<std::string> username;
    std::optional<std::string> full_name;
    std::string role;
    std::int64_t joined_at = 0;   // microseconds since 1970
};
std::vector<Member> specimens(Of<Member>);

struct Invite {
    std::string id;                        // UUID
    std::optional<std::string> org = {};   // nothing: to register, no more
    std::string email;
    std::string role;
    std::int64_t created_at = 0;   // microseconds since 1970
    std::int64_t expires_at = 0;   // microseconds since 1970
};
std::vector<Invite> specimens(Of<Invite>);

// What an invite tells whoever holds its token.
struct Invitation {
    std::string email;
    bool open = false;
};
std::vector<Invitation> specimens(Of<Invitation>);

}   // namespace orgs
