// Makes an account a member of the organisation in that role, or gives a member that role. Needs Key::org_id,
// Key::user_id and Key::role. Refuses with not_found (no such account), forbidden (only an owner makes owners
// or changes one), last_owner.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<Member> add_member(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::add_member>{
    {Fault::not_found, "user"}, {Fault::forbidden, "organization:manage_owners"}, Fault::last_owner};
