// Ends one of the caller's sessions, their own included. Needs Key::id. Refuses with not_found, for the
// sessions of others alike.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> end_session(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::end_session>{{Fault::not_found, "session"}};
