#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace orgs {

// Ends the caller's own membership. Needs Key::org_id. Refuses with not_found, last_owner.
Result<Done> leave_org(Context& cx, const Input& in);

}   // namespace orgs
