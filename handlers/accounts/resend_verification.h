// Mails a new challenge to the owner of an unverified account; older ones are void. The answer is the same
// for any address. Needs Key::email.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> resend_verification(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::resend_verification>{};
