// The caller's own account, as contracts without a profile have it. Refuses with not_signed_in when the
// session no longer lives.
#pragma once
#include "handlers/accounts/account.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Brief> show_brief_account(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::show_brief_account>{};
