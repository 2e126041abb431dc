// For the contract whose logout leaves the tokens good until they expire (shipfastai, POST /logout): the
// client forgets them, the server does nothing, whoever calls.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> leave(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::leave>{};
