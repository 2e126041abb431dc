// Sending somebody off to sign in with a provider.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace oauth {

struct Begun {
    std::string url;        // where the browser goes
    std::string state;      // what it must bring back, once
    std::string browser;    // secret that its cookie holds
    std::int64_t seconds;   // until state and cookie are void
};

std::vector<Begun> specimens(Of<Begun>);

// Begins a sign-in for the browser that asks (shipfastai, GET /oauth/{provider}). Needs Key::provider, takes
// Key::browser (the cookie of an earlier one, which then serves both) and Key::invite_token. Refuses with
// unknown_provider, provider_failed, busy.
Result<Begun> start_sign_in(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::start_sign_in>{Fault::unknown_provider, Fault::provider_failed,
                                                      Fault::busy};
