#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace health {

// This process answers requests; says nothing of the database.
Result<Done> check_live(Context& cx, const Input& in);

}   // namespace health
