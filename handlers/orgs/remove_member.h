// Ends a membership. Needs Key::org_id and Key::user_id. Refuses with not_found (no such member), forbidden
// (only an owner removes another owner), last_owner.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace orgs {

Result<Done> remove_member(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::remove_member>{
    {Fault::not_found, "member"}, {Fault::forbidden, "organization:manage_owners"}, Fault::last_owner};
