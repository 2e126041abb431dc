#include "fcgi/crypto/mac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "fcgi/sys/failure.h"

namespace crypto {

static MacContext made()
{
    const std::unique_ptr<EVP_MAC, MacDeleter> mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    MacContext context{mac ? EVP_MAC_CTX_new(mac.get()) : nullptr};
    char hash[] = "SHA256";
    const OSSL_PARAM inputs[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash, 0),
                                 OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_CTX_set_params(context.get(), inputs) != 1)
        throw sys::Failure{"HMAC-SHA-256 is not available"};
    return context;
}

MacContext new_mac()
{
    static const MacContext first = made();
    MacContext context{EVP_MAC_CTX_dup(first.get())};
    if (!context) throw sys::Failure{"HMAC-SHA-256 is not available"};
    return context;
}

}   // namespace crypto
