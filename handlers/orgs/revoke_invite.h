// Makes an invite of the organisation void. Needs Key::org_id and Key::id. Refuses with not_found, also when
// it was used, revoked or has expired.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace orgs {

Result<Done> revoke_invite(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::revoke_invite>{{Fault::not_found, "invite"}};
