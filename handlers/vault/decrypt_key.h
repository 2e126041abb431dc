// Opens a key of the caller's; the audit trail has it before the caller does. Needs Key::id. Refuses with
// not_found, for someone else's alike.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/vault/credentials.h"
#include "handlers/vault/entry.h"

namespace vault {

Result<Credentials> decrypt_key(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::decrypt_key>{vault::no_such_key};
