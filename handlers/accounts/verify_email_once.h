// Spends a mailed verification token, for the contract where a spent one is no good any more (mechamental,
// POST /verify-email). Needs Key::token. Refuses with bad_verification_token.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> verify_email_once(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::verify_email_once>{Fault::bad_verification_token};
