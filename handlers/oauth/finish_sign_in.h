// Somebody comes back from a provider.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"
#include "handlers/specimens.h"

namespace oauth {

struct Arrived {
    std::optional<sessions::Opened> session;   // nothing: they were linked, or page says what went wrong
    std::string page;                          // of the front end, that goes on from here
};

std::vector<Arrived> specimens(Of<Arrived>);

// Opens a session for whom the provider says somebody is, and makes or links their account first where need
// be (shipfastai, GET /callback/{provider}); where start_linking began it, links them and opens none. Needs
// Key::provider and Key::state, takes Key::code, Key::browser, Key::error and Key::authority (iss, RFC 9207).
// Refuses with unknown_provider, bad_oauth_state, sign_in_declined, provider_failed, address_unproven,
// account_disabled, registration_closed, bad_invite, others_identity, busy.
Result<Arrived> finish_sign_in(Context& cx, const Input& in);

}   // namespace oauth

template <>
inline constexpr Faults refuses<oauth::finish_sign_in>{Fault::unknown_provider,    Fault::bad_oauth_state,
                                                       Fault::sign_in_declined,    Fault::provider_failed,
                                                       Fault::address_unproven,    Fault::account_disabled,
                                                       Fault::registration_closed, Fault::bad_invite,
                                                       Fault::others_identity,     Fault::busy};
