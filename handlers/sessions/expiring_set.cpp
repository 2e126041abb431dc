#include "handlers/sessions/expiring_set.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace sessions {

// Where it is, or the free place where it would be. There always is one. The identifiers are random already.
std::size_t ExpiringSet::place_of(const tokens::Uuid& id) const
{
    const std::size_t mask = ids_.size() - 1;
    std::size_t place = std::size_t(id.low) & mask;
    while (until_[place] != 0 && ids_[place] != id) place = (place + 1) & mask;
    return place;
}

void ExpiringSet::add(const tokens::Uuid& id, std::uint32_t until, std::uint32_t now)
{
    if ((size_ + 1) * 4 > ids_.size() * 3) rebuild(now);
    const std::size_t place = place_of(id);
    if (until_[place] == 0) ++size_;
    ids_[place] = id;
    until_[place] = std::max({until_[place], until, 1U});
}

bool ExpiringSet::contains(const tokens::Uuid& id) const
{
    return size_ > 0 && until_[place_of(id)] != 0;
}

void ExpiringSet::drop_expired(std::uint32_t now)
{
    const auto past = std::ranges::count_if(until_, [now](auto until) { return until != 0 && until < now; });
    if (std::size_t(past) * 2 >= size_ && past > 0) rebuild(now);
}

// Anew, without what is past, with room for half as many again.
void ExpiringSet::rebuild(std::uint32_t now)
{
    const auto ids = std::move(ids_);
    const auto until = std::move(until_);
    const auto live =
        std::size_t(std::ranges::count_if(until, [now](auto end) { return end >= now && end != 0; }));
    const std::size_t room = std::bit_ceil((live + 8) * 3 / 2);
    ids_.assign(room, {});
    until_.assign(room, 0);
    size_ = live;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (until[i] == 0 || until[i] < now) continue;
        const std::size_t place = place_of(ids[i]);
        ids_[place] = ids[i];
        until_[place] = until[i];
    }
}

}   // namespace sessions
