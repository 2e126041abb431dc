#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

// Who belongs to the organisation. Needs Key::org_id. Refuses with not_found.
Result<std::vector<Member>> list_members(Context& cx, const Input& in);

}   // namespace orgs
