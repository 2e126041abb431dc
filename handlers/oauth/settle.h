// Whose account somebody from a provider gets, and under which conditions. Opens no session.
#pragma once
#include <optional>
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/oauth/identity_store.h"

namespace oauth {

// The identity of the claim: known, or linked to the account of its verified address, or of a new one.
// Refuses with address_unproven, account_disabled, registration_closed, bad_invite.
Result<Identity> settle(Context& cx, const Claim& claim, const std::optional<std::string>& invite_digest);

// The identity of the claim, linked to the account of a session that must still live: its holder asked for
// it, so no address has a say in it. Refuses with bad_oauth_state where it lives no more, and
// others_identity.
Result<Identity> settle_for(Context& cx, const Claim& claim, const std::string& session);

}   // namespace oauth
