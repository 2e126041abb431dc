// The networks that are refused for a time, kept in every worker, so that nobody asks the database who is
// banned. Fed by a Follower (handlers/follow.h); safe for threads. While the database is away they stay as
// they were, and end when they were to end.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/bans/network.h"

namespace bans {

struct Ban {
    Network network;
    std::int64_t until;   // seconds since 1970
    std::string reason = {};
    std::string by = {};
    std::int64_t since = 0;
};

class Bans {
public:
    void keep(const std::vector<Ban>& all);   // and no others
    // When the longest ban of that address ends; nothing where there is none, or what came is no address.
    std::optional<std::int64_t> find(std::string_view address, std::int64_t now) const;
    std::size_t size() const;

private:
    mutable std::shared_mutex mutex_;
    // By length, so that a request costs a look per length, however many there are.
    std::map<int, std::map<Address, std::int64_t>> until_;
};

}   // namespace bans
