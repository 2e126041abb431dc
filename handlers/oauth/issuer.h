// What an OpenID provider says of itself (OpenID Connect Discovery 1.0 section 4), and the keys it signs with
// (RFC 7517). Reads what came from there; asks nobody.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/crypto/public_key.h"
#include "fcgi/http/json_tree.h"
#include "handlers/fault.h"

namespace oauth {

struct Issuer {
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
    std::string userinfo_endpoint;   // empty: none
    bool secret_in_body = false;     // the token endpoint takes the client's secret there only
    bool sends_issuer = false;       // with every answer to the browser (RFC 9207)
};

// issuer: as configured; a document that names another is refused. So is one without HTTPS addresses, with
// provider_failed.
Result<Issuer> read_issuer(http::JsonView document, std::string_view issuer);

struct SigningKey {
    std::string kid;   // empty: it has none
    crypto::PublicKey key;
};

inline constexpr std::size_t max_keys = 64;

// Those of the set that sign and that we know how to check; the others are passed over. Refuses with
// provider_failed when it is no set, or has more than max_keys.
Result<std::vector<SigningKey>> read_keys(http::JsonView set);

// The key a token's header asks for; a header without kid gets the only key of that algorithm. Null when
// there is none.
const SigningKey* find_key(const std::vector<SigningKey>& keys, const std::optional<std::string>& kid,
                           std::string_view algorithm);

}   // namespace oauth
