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

}   // namespace oauth
