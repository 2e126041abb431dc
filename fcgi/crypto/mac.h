// HMAC-SHA-256 by OpenSSL, looked up once: for this folder.
#pragma once
#include <openssl/evp.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

struct MacDeleter {
    void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, MacDeleter>;

// All throw sys::Failure.
MacContext new_mac(std::string_view key);
// The MAC of a text, 32 bytes; the context is used up.
std::string finished(const MacContext& context, std::string_view text);

// MACs under one key, for all threads. What OpenSSL allocates for one is kept for the next: to copy a context
// and to free it takes as long as the MAC of a short token.
class Mac {
public:
    explicit Mac(std::string_view key);
    std::string of(std::string_view text) const;   // 32 bytes

private:
    MacContext ready() const;

    const MacContext primed_;   // only copied
    mutable std::mutex mutex_;
    mutable std::vector<MacContext> idle_;   // as primed_
};

}   // namespace crypto
