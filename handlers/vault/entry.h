// An API key as its owner sees it in a list: nothing of it but its last characters.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace vault {

struct Entry {
    std::string id;
    std::string exchange;
    std::optional<std::string> name;
    std::string environment;
    std::string permissions;   // a JSON list of texts
    bool active;
    std::string last_four;   // of the API key; empty when that is short
    bool has_passphrase;
    std::optional<std::int64_t> last_used;   // microseconds since 1970
    std::int64_t created_at;
    std::int64_t updated_at;
};

}   // namespace vault
