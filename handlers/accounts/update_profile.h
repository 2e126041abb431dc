// Changes what the caller says of themselves: every key of a profile that came (Key::username, full_name,
// avatar_url, bio, phone, time_zone, locale, preferences, settings, default_workspace_id), null clearing it;
// the rest stays. Refuses with username_taken.
#pragma once
#include "handlers/accounts/account.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Account> update_profile(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::update_profile>{Fault::username_taken};
