// Whose password it is, for whatever is opened with one.
#pragma once
#include "handlers/accounts/account_store.h"
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace sessions {

// Needs Key::password and Key::email, or Key::username. Refuses with wrong_credentials (unknown, wrong and
// password-less alike, in the same time), account_disabled, busy; the first two are noted as event (audit).
Result<accounts::Candidate> prove_password(Context& cx, const Input& in, std::string_view event);

// The same refusal where what was proven no longer holds when it is used.
std::unexpected<Refusal> changed_meanwhile(Context& cx, const accounts::Account& account,
                                           std::string_view event);

}   // namespace sessions
