// Changes what came and leaves the rest. Needs Key::id, takes what store_key takes and Key::is_active; a name
// or passphrase that comes as null goes. Refuses with not_found, for someone else's alike.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/vault/entry.h"

namespace vault {

Result<Entry> update_key(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::update_key>{vault::no_such_key};
