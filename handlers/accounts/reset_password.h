// Spends a reset token for a new password and ends every session of the account. Needs Key::token and
// Key::new_password. Refuses with bad_reset_token, busy.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> reset_password(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::reset_password>{Fault::bad_reset_token, Fault::busy};
