// What the vault keeps, open and sealed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "fcgi/crypto/seal.h"

#include "handlers/specimens.h"

namespace vault {

// Overwritten when they go.
struct Credentials {
    Credentials() = default;
    Credentials(Credentials&&) = default;
    Credentials& operator=(Credentials&&) = default;
    ~Credentials();

    std::string api_key;
    std::string secret;
    std::optional<std::string> passphrase;
};
std::vector<Credentials> specimens(Of<Credentials>);

// The same as the table has them. Each column is bound to its row, account, key and version.
struct Sealed {
    std::string id;        // of the row, a UUID in lower case
    std::string account;   // id
    std::string kid;
    std::int64_t version = 1;
    std::string api_key;
    std::string secret;
    std::optional<std::string> passphrase;
};

// Seals under the ring's first key. Throws sys::Failure when the ring is empty.
Sealed seal(const crypto::SealRing& ring, const Credentials& open, std::string id, std::string account,
            std::int64_t version);

// Nothing when the key has left the ring or a column is not what was sealed there.
std::optional<Credentials> open(const crypto::SealRing& ring, const Sealed& sealed);

// The same, but throws sys::Failure instead, naming row and key.
Credentials opened(const crypto::SealRing& ring, const Sealed& sealed);

}   // namespace vault
