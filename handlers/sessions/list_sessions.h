// The caller's living sessions, newest first, their own marked.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/session_list_store.h"

namespace sessions {

Result<std::vector<Listed>> list_sessions(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::list_sessions>{};
