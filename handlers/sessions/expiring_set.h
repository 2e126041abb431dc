// A set of identifiers, each remembered until a second of its own. Open addressing: 20 bytes a place, filled
// to three quarters at most. Not for several threads at once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "handlers/tokens/uuid.h"

namespace sessions {

class ExpiringSet {
public:
    // until: seconds since 1970; of two the later counts. What is past at `now` may be dropped meanwhile.
    void add(const tokens::Uuid& id, std::uint32_t until, std::uint32_t now);
    bool contains(const tokens::Uuid& id) const;
    void drop_expired(std::uint32_t now);   // and the room they took
    std::size_t size() const { return size_; }

private:
    std::size_t place_of(const tokens::Uuid& id) const;
    void rebuild(std::uint32_t now);

    std::vector<tokens::Uuid> ids_;
    std::vector<std::uint32_t> until_;   // 0: the place is free
    std::size_t size_ = 0;
};

}   // namespace sessions
