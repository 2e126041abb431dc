#include "fcgi/crypto/random.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <climits>

#include "fcgi/sys/failure.h"

namespace crypto {

std::string random_bytes(std::size_t count)
{
    if (count > INT_MAX) throw sys::Failure{"too many random bytes asked for"};
    std::string bytes(count, '\0');
    // The generator of this thread. RAND_bytes asks it too, but first takes a lock that all threads share.
    EVP_RAND_CTX* const generator = RAND_get0_public(nullptr);
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (!generator || EVP_RAND_generate(generator, out, count, 0, 0, nullptr, 0) != 1)
        throw sys::Failure{"no randomness"};
    return bytes;
}

}   // namespace crypto
