// Mails an invite to join the organisation, bound to the address and good for seven days; an older one to the
// same address is void. Needs Key::org_id, Key::email and Key::role. Refuses with forbidden (only an owner
// invites owners), already_member.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<Invite> invite(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::invite>{{Fault::forbidden, "organization:manage_owners"},
                                              Fault::already_member};
