// Spends a mailed verification token. The same token again, or an older one of a verified account, is
// `already`. Needs Key::token. Refuses with bad_verification_token.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace accounts {

// What a verification link achieved.
enum class Verification { done, already };
std::vector<Verification> specimens(Of<Verification>);

Result<Verification> verify_email(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::verify_email>{Fault::bad_verification_token};
