// A sign-in under way at a provider: what goes out with the browser and must come back with it. Of verifier
// and nonce nothing is stored: both are computed from the state, the browser's cookie and a key of ours.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "fcgi/crypto/keyring.h"

namespace oauth {

inline constexpr std::int64_t flow_seconds = 600;   // to come back in

struct Proofs {
    std::string verifier;   // of PKCE, 43 characters (RFC 7636 section 4.1)
    std::string nonce;      // of the ID token
};

// Nothing when the key has left the ring.
std::optional<Proofs> proofs_of(const crypto::Keyring& keys, std::string_view kid, std::string_view state,
                                std::string_view browser);

std::string challenge_of(std::string_view verifier);   // S256

// A secret of 32 bytes in base64url, as states and browsers' cookies are.
bool is_drawn(std::string_view text);

}   // namespace oauth
