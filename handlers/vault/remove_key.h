// Removes a key of the caller's for good. Needs Key::id. Refuses with not_found, for someone else's alike.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/vault/entry.h"

namespace vault {

Result<Done> remove_key(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::remove_key>{vault::no_such_key};
