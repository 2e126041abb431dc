// The signing keys: `kid:base64,kid:base64`; the first signs, all verify. Immutable, shared by all threads.
// Compact JWTs (RFC 7519) with HS256 and nothing else: the header is one of ours byte for byte or the token
// is refused, so there is no alg, crit, jku or jwk to confuse.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

// Longer tokens are neither made nor looked at.
inline constexpr std::size_t max_token = 8 * 1024;   // bytes

class Keyring {
public:
    // Throws sys::Failure when the text is malformed, a kid occurs twice or a key has under 32 bytes.
    explicit Keyring(std::string_view text);
    ~Keyring();
    Keyring(Keyring&&) noexcept;

    // claims: a JSON object as text. Signed by the first key. Throws sys::Failure when the token would be
    // longer than max_token.
    std::string sign(std::string_view claims) const;
    // The claims' text when the signature is ours; says nothing about exp, typ or any other claim.
    std::optional<std::string> verify(std::string_view token) const;

    const std::string& signing_kid() const;
    std::vector<std::string> kids() const;   // the signing one first
    // A 32-byte key for another purpose derived from the key of that kid; nothing when the ring has no such
    // kid.
    std::optional<std::string> derive(std::string_view kid, std::string_view purpose) const;

private:
    struct Key;
    std::vector<Key> keys_;
};

}   // namespace crypto
