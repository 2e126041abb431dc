// Takes away a way to sign in, but never the last: without a password there must be another. Needs Key::id.
// Refuses with not_found, for someone else's alike, and last_way_in.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace oauth {

Result<Done> remove_identity(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::remove_identity>{{Fault::not_found, "identity"}, Fault::last_way_in};
