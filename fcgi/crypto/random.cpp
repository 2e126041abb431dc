#include "fcgi/crypto/random.h"

#include <openssl/rand.h>

#include <climits>

#include "fcgi/sys/failure.h"

namespace crypto {

std::string random_bytes(std::size_t count)
{
    if (count > INT_MAX) throw sys::Failure{"too many random bytes asked for"};
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), int(count)) != 1)
        throw sys::Failure{"no randomness"};
    return bytes;
}

}   // namespace crypto
