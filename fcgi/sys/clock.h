// The wall clock, handed down from main so that tests can set it. Expiry in Postgres uses Postgres' own
// clock.
#pragma once
#include <cstdint>
#include <functional>

namespace sys {

// Seconds since 1970, UTC.
using Clock = std::function<std::int64_t()>;

Clock system_clock();

}   // namespace sys
