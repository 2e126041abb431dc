// Sealing what is stored: AES-256-GCM under the keys of a ring, `kid:base64,kid:base64`; the first seals, all
// open. Each value is bound to a context, its place: moved elsewhere it does not open. Immutable, shared by
// all threads.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/crypto/random.h"

namespace crypto {

class SealRing {
public:
    // Throws sys::Failure when the text is malformed, a kid occurs twice or a key has under 32 bytes. An
    // empty text makes an empty ring.
    explicit SealRing(std::string_view text, Random random = random_bytes);
    ~SealRing();
    SealRing(SealRing&&) noexcept;

    std::vector<std::string> kids() const;   // the sealing one first
    // Throws sys::Failure when the ring is empty.
    const std::string& sealing_kid() const;

    // Nonce (12 random bytes), ciphertext, tag (16 bytes), under the first key. Throws sys::Failure when the
    // ring is empty.
    std::string seal(std::string_view plain, std::string_view context) const;
    // Nothing when the ring has no such kid, or the bytes are not what that key sealed for that context.
    std::optional<std::string> open(std::string_view kid, std::string_view sealed,
                                    std::string_view context) const;

private:
    struct Key;
    std::vector<Key> keys_;
    Random random_;
};

// Overwrites a secret that is needed no more.
void wipe(std::string& secret);

}   // namespace crypto
