// Sending somebody off to sign in with a provider.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/oauth/departure.h"

namespace oauth {

// Begins a sign-in for the browser that asks (shipfastai, GET /oauth/{provider}). Needs what depart() needs,
// takes Key::invite_token besides. Refuses with unknown_provider, provider_failed, busy.
Result<Begun> start_sign_in(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::start_sign_in>{Fault::unknown_provider, Fault::provider_failed,
                                                      Fault::busy};
