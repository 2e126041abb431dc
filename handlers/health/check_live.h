// This process answers requests; says nothing of the database.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace health {

Result<Done> check_live(Context& cx, const Input& in);

}   // namespace health

template <>
inline constexpr Faults refuses<health::check_live>{};
