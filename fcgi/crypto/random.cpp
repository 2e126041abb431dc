#include "fcgi/crypto/random.h"

#include <sys/random.h>

#include <cerrno>

#include "fcgi/sys/failure.h"

namespace crypto {

// By getrandom: OpenSSL's generator, which is seeded from there, took 6 % of the time a worker has for a
// refresh.
std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    for (std::size_t got = 0; got < count;) {
        const ssize_t some = ::getrandom(bytes.data() + got, count - got, 0);
        if (some < 0 && errno != EINTR) throw sys::Failure{"no randomness"};
        if (some > 0) got += static_cast<std::size_t>(some);
    }
    return bytes;
}

}   // namespace crypto
