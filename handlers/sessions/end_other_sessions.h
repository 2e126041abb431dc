#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

// Ends all of the caller's sessions but the one that asks.
Result<Done> end_other_sessions(Context& cx, const Input& in);

}   // namespace sessions
