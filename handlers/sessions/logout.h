// Ends the caller's own session: its refresh token at once, its access tokens as soon as they are shown
// again.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> logout(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::logout>{};
