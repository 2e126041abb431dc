// Ends the session of an access token that came as input (bitcain, POST /logout). Needs Key::access_token;
// one that is unknown or not good any more changes nothing and is no fault.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> logout_by_access(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::logout_by_access>{};
