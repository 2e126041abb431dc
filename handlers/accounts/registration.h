// What the two ways to register share: who may, the checked wish with its password hashed and its letter
// prepared, and what may be in the way of it.
#pragma once
#include "fcgi/sys/failure.h"
#include "handlers/accounts/registration_store.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

// Whether REGISTRATION lets this visitor in. Needs Key::email, takes Key::invite_token, where an empty one is
// none. Refuses with registration_closed, bad_invite.
Result<Done> may_register(Context& cx, const Input& in);

// The name as it is to be stored for the account of that address.
Result<std::optional<std::string>> checked_username(const std::optional<std::string>& chosen,
                                                    std::string_view email);

// Needs Key::email and Key::password, takes Key::full_name, Key::username and Key::invite_token. A username
// that is the address itself is none; any other that looks like an address is taken, by whoever is reached
// there. Refuses with username_taken, busy.
Result<NewAccount> new_account(Context& cx, const Input& in);

// Runs a statement that enrols; a taken address or name becomes Fault::email_taken or Fault::username_taken.
template <class Statement>
auto unless_taken(Statement statement) -> Result<decltype(statement())>
{
    try {
        return statement();
    } catch (const sys::Failure& broken) {
        if (broken.breaks("account_email_taken")) return refuse(Fault::email_taken);
        if (broken.breaks("account_username_taken")) return refuse(Fault::username_taken);
        throw;
    }
}

}   // namespace accounts
