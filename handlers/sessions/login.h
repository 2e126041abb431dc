// Opens a session for whoever knows e-mail and password. Needs Key::password and
// Key::email, or Key::username for a row that takes a username or an address. Refuses with
// wrong_credentials (unknown, wrong and password-less alike, in the same time), account_disabled, busy.
#pragma once
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"

namespace sessions {

Result<Opened> login(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::login>{Fault::wrong_credentials, Fault::account_disabled,
                                                 Fault::busy};
