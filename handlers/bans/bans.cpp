#include "handlers/bans/bans.h"

#include <algorithm>
#include <mutex>

namespace bans {

void Bans::keep(const std::vector<Ban>& all)
{
    std::map<int, std::map<Address, std::int64_t>> until;
    for (const Ban& ban : all) {
        auto& end = until[ban.network.bits][ban.network.first];
        end = std::max(end, ban.until);
    }
    const std::unique_lock lock{mutex_};
    until_.swap(until);
}

std::optional<std::int64_t> Bans::find(std::string_view address, std::int64_t now) const
{
    const std::shared_lock lock{mutex_};
    if (until_.empty()) return std::nullopt;
    const auto who = bans::address(address);
    if (!who) return std::nullopt;
    std::int64_t longest = now;
    for (const auto& [bits, networks] : until_)
        if (const auto found = networks.find(cut(*who, bits)); found != networks.end())
            longest = std::max(longest, found->second);
    return longest > now ? std::optional{longest} : std::nullopt;
}

std::size_t Bans::size() const
{
    const std::shared_lock lock{mutex_};
    std::size_t size = 0;
    for (const auto& [bits, networks] : until_) size += networks.size();
    return size;
}

}   // namespace bans
