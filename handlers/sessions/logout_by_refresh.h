// Ends the session of a refresh token, for contracts whose logout carries one (hydracore, POST /logout).
// Takes Key::refresh_token; one that is absent, unknown or not good any more changes nothing and is no fault.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> logout_by_refresh(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::logout_by_refresh>{};
