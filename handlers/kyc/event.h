// What a provider's webhook brings. Providers add to their events as they like, so only what we use is looked
// at.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handlers/kyc/state.h"

namespace kyc {

struct Event {
    std::string id;        // the provider's
    std::string account;   // a UUID, in any case
    Step step;
};

// json: event_id (or id), user_id, status, and where they come event_time and tier. Nothing when it is no
// event that concerns a standing of an account. now: microseconds since 1970, for an event that does not say
// when it happened.
std::optional<Event> read_event(std::string_view json, std::int64_t now);

// Microseconds since 1970 of "2026-01-02T03:04:05.678Z" or with an offset like +01:00 (RFC 3339).
std::optional<std::int64_t> parse_time(std::string_view text);

}   // namespace kyc
