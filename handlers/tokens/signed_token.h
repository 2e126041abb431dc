// Access and refresh tokens: HS256 JWTs whose claims say what they are for. None ever passes as another.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {
class Keyring;
}

namespace tokens {

// The claim "typ". administration: of a minute, what `latchkey` calls its own workers with.
enum class Use { access, refresh, administration };

struct Claims {
    std::string subject;                   // account id (sub), a UUID
    std::string session;                   // session id (sid), a UUID
    std::string id;                        // jti
    std::int64_t issued_at;                // seconds since 1970 (iat)
    std::int64_t expires_at;               // the first second the token is no longer good (exp)
    bool verified = false;                 // e-mail verified when the token was issued (evf)
    std::string org = {};                  // organisation the caller chose to act in (org_id); empty: none
    std::vector<std::string> roles = {};   // on the whole server, when the token was issued
};

std::string sign(const crypto::Keyring& keys, std::string_view issuer, Use use, const Claims& claims);

// The claims of a token of ours for that use that has not expired; nothing otherwise (RFC 7519 section 7.2:
// iss, aud, exp, iat, sub, sid, jti and typ must all be there and right).
std::optional<Claims> read(const crypto::Keyring& keys, std::string_view issuer, Use use,
                           std::string_view token, std::int64_t now);

}   // namespace tokens
