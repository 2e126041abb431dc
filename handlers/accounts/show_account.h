// The caller's own account. Refuses with not_signed_in when the session no longer lives.
#pragma once
#include "handlers/accounts/account.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Account> show_account(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::show_account>{};
