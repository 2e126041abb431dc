// Signing in with GitHub, which speaks OAuth but no OpenID Connect: who somebody is, its API tells.
#pragma once
#include <string>

#include "handlers/oauth/errand.h"
#include "handlers/oauth/person.h"

namespace oauth {

std::string github_authorization_endpoint(const Provider& provider);
// What it calls itself to browsers that come back (RFC 9207).
std::string github_issuer(const Provider& provider);

// Exchanges the code; the subject is the number of the account (/user), the address the primary one if it is
// verified
// (/user/emails). Refuses with provider_failed, sign_in_declined.
Result<Person> ask_github(Errand& errand, const Grant& grant);

}   // namespace oauth
