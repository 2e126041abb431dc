// Keys of others, and what they signed: RS256 and ES256 as JWS has them (RFC 7518 sections 3.3 and 3.4).
// Which of the two it is, the key says and never the signed thing. Signs nothing. Immutable, shared by all
// threads.
#pragma once
#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace crypto {

class PublicKey {
public:
    // Modulus and exponent as big-endian bytes. Nothing for a modulus under 2048 or over 8192 bits, or an
    // exponent that is even, 1, or beyond 64 bits.
    static std::optional<PublicKey> rsa(std::string_view modulus, std::string_view exponent);
    // A point of P-256 by its coordinates, 32 bytes each. Nothing for one that is not on the curve.
    static std::optional<PublicKey> p256(std::string_view x, std::string_view y);

    std::string_view algorithm() const { return algorithm_; }   // "RS256" or "ES256"
    // RS256: RSASSA-PKCS1-v1_5 with SHA-256. ES256: ECDSA with SHA-256, the signature being r and s, 32 bytes
    // each.
    bool verifies(std::string_view signed_text, std::string_view signature) const;

private:
    using Key = std::shared_ptr<evp_pkey_st>;
    PublicKey(Key key, std::string_view algorithm) : key_{std::move(key)}, algorithm_{algorithm} {}

    Key key_;
    std::string_view algorithm_;
};

}   // namespace crypto
