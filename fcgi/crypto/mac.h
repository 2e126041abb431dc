// HMAC-SHA-256 by OpenSSL, looked up once: for this folder.
#pragma once
#include <openssl/evp.h>

#include <memory>

namespace crypto {

struct MacDeleter {
    void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, MacDeleter>;

// Without a key yet: EVP_MAC_init gives it one. Throws sys::Failure.
MacContext new_mac();

}   // namespace crypto
