// Spends the six-digit code mailed to an address, marks the address verified and opens a session whose tokens
// say so (hydracore, POST /verify-email). Needs Key::email and Key::code. Five guesses a code. Refuses with
// bad_verification_code, for unknown addresses alike.
#pragma once
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"

namespace sessions {

Result<Opened> verify_code(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::verify_code>{Fault::bad_verification_code};
