// ID tokens (OpenID Connect Core 1.0 sections 2 and 3.1.3.7). What a token's header says only picks a key
// from the issuer's set; whether key and signature fit, the key decides.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/http/json_tree.h"
#include "handlers/fault.h"
#include "handlers/oauth/issuer.h"

namespace oauth {

// What must stand in a token for us to believe it.
struct Expected {
    std::string_view issuer;
    std::string_view client_id;
    std::string_view nonce;
    std::int64_t now;   // seconds since 1970
};

// A token taken apart; nothing in it is proven yet.
struct IdToken {
    std::string signed_text;
    std::string signature;
    std::string algorithm;            // as its header says
    std::optional<std::string> kid;   // of its header
    http::JsonTree claims;
};

// Refuses with provider_failed, as all below: not three parts of base64url, JSON with duplicate names,
// `crit`.
Result<IdToken> read_id_token(std::string_view token);

// The subject, once everything holds: RS256 or ES256 by a key of the set that is of that kind; iss, aud, azp
// and nonce ours; exp to come; iat there and not to come (30 seconds of grace either way); sub of 1 to 255
// visible characters.
Result<std::string> proven_subject(const IdToken& token, const std::vector<SigningKey>& keys,
                                   const Expected& expected);

}   // namespace oauth
