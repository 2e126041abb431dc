// Whom an invite is for, without spending it. Needs Key::token; one that is not good is no fault.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<Invitation> invite_info(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::invite_info>{};
