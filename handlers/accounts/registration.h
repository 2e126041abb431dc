// What the two ways to register share: the checked wish, with its password hashed and its letter prepared.
#pragma once
#include "fcgi/sys/failure.h"
#include "handlers/accounts/registration_store.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace accounts {

// Needs Key::email and Key::password, takes Key::full_name. Refuses with busy.
Result<NewAccount> new_account(Context& cx, const Input& in);

// Runs a statement that enrols; a taken address becomes Fault::email_taken.
template <class Statement>
auto unless_taken(Statement statement) -> Result<decltype(statement())>
{
    try {
        return statement();
    } catch (const sys::Failure& broken) {
        if (broken.breaks("account_email_taken")) return refuse(Fault::email_taken);
        throw;
    }
}

}  // namespace accounts
