// An API key as its owner sees it in a list: nothing of it but its last characters.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "handlers/fault.h"
#include "handlers/specimens.h"

namespace vault {

// Also for someone else's.
inline constexpr Refused no_such_key{Fault::not_found, "API key"};

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
std::vector<Entry> specimens(Of<Entry>);

}   // namespace vault
