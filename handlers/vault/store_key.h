// Seals a third party's credentials and stores them for the caller. Needs Key::exchange, Key::api_key and
// Key::secret, takes Key::passphrase, Key::key_name, Key::environment and Key::permissions.
// Refuses with too_many_keys.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/vault/entry.h"

namespace vault {

Result<Entry> store_key(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::store_key>{Fault::too_many_keys};
