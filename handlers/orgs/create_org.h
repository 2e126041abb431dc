// Makes an organisation whose first owner is the caller. Needs Key::org_name. Refuses with org_name_taken.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<Org> create_org(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::create_org>{Fault::org_name_taken};
