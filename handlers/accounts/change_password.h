// Gives the caller a new password and ends every session of theirs but the one they call from. Needs
// Key::current_password and Key::new_password. Refuses with wrong_current_password, forbidden (an account
// without a password sets its first by a reset link), busy.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> change_password(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::change_password>{
    Fault::wrong_current_password, {Fault::forbidden, "password:change"}, Fault::busy};
