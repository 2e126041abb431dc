#include "fcgi/sys/metrics.h"

#include <algorithm>

namespace sys {

void Histogram::note(std::chrono::nanoseconds took) const noexcept
{
    if (!places_) return;
    const auto microseconds = std::max<std::int64_t>(0, (took.count() + 999) / 1000);
    const auto bucket = std::size_t(std::ranges::lower_bound(bounds, microseconds) - bounds.begin());
    places_[bucket].fetch_add(1, std::memory_order_relaxed);
    places_[places - 1].fetch_add(std::uint64_t(microseconds), std::memory_order_relaxed);
}

}   // namespace sys
