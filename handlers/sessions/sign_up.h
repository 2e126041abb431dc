// Creates an unverified account, mails its challenge and opens its first session, all in one transaction.
// Needs Key::email and Key::password, takes Key::full_name, Key::username and Key::invite_token. Refuses with
// registration_closed, bad_invite, email_taken, username_taken, busy.
#pragma once
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"

namespace sessions {

Result<Opened> sign_up(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::sign_up>{Fault::registration_closed, Fault::bad_invite,
                                                   Fault::email_taken, Fault::username_taken, Fault::busy};
