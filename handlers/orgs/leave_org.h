// Ends the caller's own membership. Needs Key::org_id. Refuses with not_found, last_owner.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace orgs {

Result<Done> leave_org(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::leave_org>{{Fault::not_found, "organization"}, Fault::last_owner};
