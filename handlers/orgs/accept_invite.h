// Makes the caller a member by an invite that was mailed to their own, verified address. Needs Key::token.
// Refuses with bad_invite (also one of another address), email_not_verified, already_member.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<Org> accept_invite(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::accept_invite>{Fault::bad_invite, Fault::email_not_verified,
                                                     Fault::already_member};
