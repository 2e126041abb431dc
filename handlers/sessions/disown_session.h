// "This wasn't me": spends the token of the letter about a new device, ends the session it is about and mails
// its owner a link to choose a new password. Needs Key::token. Refuses with bad_reset_token.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

Result<Done> disown_session(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::disown_session>{Fault::bad_reset_token};
