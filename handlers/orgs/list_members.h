// Who belongs to the organisation. Needs Key::org_id. Refuses with not_found.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<std::vector<Member>> list_members(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::list_members>{};
