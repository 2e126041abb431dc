// Moving the vault to another key.
#pragma once
#include <cstdint>

#include "handlers/context.h"
#include "handlers/service.h"

namespace vault {

struct Resealed {
    std::int64_t done = 0;
    std::int64_t unopenable = 0;   // their key has left the ring, or they were tampered with
};

// Seals every row under the ring's first key, each by itself, in batches. Whenever it is stopped, each row is
// whole and hangs on one key of the ring; started again it goes on. Each is noted, as done by origin's actor.
// Throws sys::Failure when the ring is empty.
Resealed reseal(const Service& service, const Origin& origin);

}   // namespace vault
