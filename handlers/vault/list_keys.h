// The caller's keys, oldest first, nothing of them but their last characters.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/vault/entry.h"

namespace vault {

Result<std::vector<Entry>> list_keys(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::list_keys>{};
