// Says whether a reset token could be spent, without spending it. Needs Key::token. Refuses with
// bad_reset_token.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Done> check_reset_token(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::check_reset_token>{Fault::bad_reset_token};
