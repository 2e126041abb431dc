// Mails a password-reset link to the owner of the address, also of an account without a password. The answer
// is the same for any address. Needs Key::email.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> forgot_password(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::forgot_password>{};
