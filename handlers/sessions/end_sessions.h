// Ends all of the caller's sessions but the one that asks; that one as well where Key::all is "true".
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> end_sessions(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::end_sessions>{};
