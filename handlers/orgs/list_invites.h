// The invites of the organisation that could be accepted now. Needs Key::org_id.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<std::vector<Invite>> list_invites(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::list_invites>{};
