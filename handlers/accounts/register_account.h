// Creates an unverified account and mails its challenge; signs nobody in. Needs Key::email and Key::password,
// takes Key::full_name, Key::username and Key::invite_token. Refuses with registration_closed, bad_invite,
// email_taken, username_taken, busy.
#pragma once
#include "handlers/accounts/account.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

Result<Account> register_account(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::register_account>{
    Fault::registration_closed, Fault::bad_invite, Fault::email_taken, Fault::username_taken, Fault::busy};
