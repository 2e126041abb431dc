#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace health {

// The database answers too: this process can do its work. Else sys::Failure, which is 503.
Result<Done> check_ready(Context& cx, const Input& in);

}   // namespace health
