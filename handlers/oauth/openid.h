// Signing in with an OpenID provider (OpenID Connect Core 1.0 section 3.1): where to send the browser, and
// who came back.
#pragma once
#include <memory>

#include "handlers/oauth/errand.h"
#include "handlers/oauth/issuer_cache.h"
#include "handlers/oauth/person.h"

namespace oauth {

// What the issuer says of itself: from the cache, or asked for. Refuses with provider_failed.
Result<std::shared_ptr<const Issuer>> discovered(Errand& errand, IssuerCache& cache, std::int64_t now);

// Exchanges the code and proves the ID token; a key we don't know is looked for once. Refuses with
// provider_failed, sign_in_declined.
Result<Person> ask_openid(Errand& errand, IssuerCache& cache, const Grant& grant, std::int64_t now);

}   // namespace oauth
