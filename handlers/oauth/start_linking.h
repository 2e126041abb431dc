// Sending the caller off to a provider, for another way to sign in.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/oauth/departure.h"

namespace oauth {

// Who comes back from there (finish_sign_in) is linked to the caller's account, if the caller's session still
// lives by then, and signed in by nothing. Needs what depart() needs. Refuses with unknown_provider,
// provider_failed, busy.
Result<Begun> start_linking(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::start_linking>{Fault::unknown_provider, Fault::provider_failed,
                                                      Fault::busy};
