// Lists with which providers the caller can sign in, oldest first.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/oauth/identity_store.h"

namespace oauth {

Result<std::vector<Linked>> list_identities(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::list_identities>{};
