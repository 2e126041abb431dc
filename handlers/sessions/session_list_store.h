// The session table as its owner and the sysadmin see it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/specimens.h"

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
    bool current = false;   // the caller's own
};
std::vector<Listed> specimens(Of<Listed>);

// Those that still live, newest first.
std::vector<Listed> list_live(db::Lease& db, std::string_view account);

// False when the account has no living session of that id, which may be any text.
bool end_one(db::Lease& db, std::string_view account, std::string_view id, std::string_view reason);

// All of the account's but the one to keep (empty: none). Returns how many ended.
std::int64_t end_all(db::Lease& db, std::string_view account, std::string_view keep, std::string_view reason);

}   // namespace sessions
