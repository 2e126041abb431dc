// The session table as its owner and the sysadmin see it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/sessions/device.h"
#include "handlers/specimens.h"

struct Origin;

namespace db {
class Lease;
}

namespace sessions {

struct Listed {
    std::string id;
    std::int64_t created_at;     // microseconds since 1970
    std::int64_t last_used_at;   // microseconds since 1970: when its tokens were last issued
    std::int64_t expires_at;     // microseconds since 1970
    std::string address;
    std::string user_agent;
    std::string device;     // as device_name says
    Device parts;           // the same, for words of any language
    std::string method;     // how it was opened: "password", "basic", "code", "register", "oauth:NAME"
    bool current = false;   // the caller's own
};
std::vector<Listed> specimens(Of<Listed>);

// Those that still live, newest first.
std::vector<Listed> list_live(db::Lease& db, std::string_view account);

// Whose will it is that sessions end: of an account, by whoever acts in one of them or (empty) outside.
struct Revoking {
    std::string account;   // id
    std::string from;      // id of the session
    const Origin& origin;
};

// All note each session that ends.
// False when the account has no living session of that id, which may be any text.
bool end_one(db::Lease& db, const Revoking& by, std::string_view id);
// All living ones but the one acted in, or all of them. Return how many ended.
std::int64_t end_others(db::Lease& db, const Revoking& by);
std::int64_t end_all(db::Lease& db, const Revoking& by);

}   // namespace sessions
