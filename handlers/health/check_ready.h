// The database answers too: this process can do its work. Else sys::Failure, which is 503.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace health {

Result<Done> check_ready(Context& cx, const Input& in);

}   // namespace health

template <>
inline constexpr Faults refuses<health::check_ready>{};
