#include "fcgi/crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "fcgi/crypto/mac.h"
#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

constexpr std::size_t digest_size = 32;

// Looked up once: OpenSSL would, under a lock, for each use.
const EVP_MD* sha256_method()
{
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);   // for good
    return method;
}

struct KdfDeleter {
    void operator()(EVP_KDF* kdf) const noexcept { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const noexcept { EVP_KDF_CTX_free(context); }
};
using Kdf = std::unique_ptr<EVP_KDF, KdfDeleter>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, KdfDeleter>;

// Never null, which OpenSSL takes for "no key given".
const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

// An input of a KDF; OpenSSL only reads it.
OSSL_PARAM octets(const char* name, std::string_view value)
{
    return OSSL_PARAM_construct_octet_string(name, const_cast<unsigned char*>(bytes(value)), value.size());
}

}   // namespace

std::string sha256(std::string_view data)
{
    std::string digest(digest_size, '\0');
    if (EVP_Digest(bytes(data), data.size(), bytes(digest), nullptr, sha256_method(), nullptr) != 1)
        throw sys::Failure{"SHA-256 failed"};
    return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view data)
{
    return finished(new_mac(key), data);
}

std::string derived_key(std::string_view key, std::string_view purpose)
{
    const Kdf kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
    const KdfContext context{kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr};
    char hash[] = "SHA256";
    const OSSL_PARAM inputs[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash, 0),
                                 octets(OSSL_KDF_PARAM_KEY, key), octets(OSSL_KDF_PARAM_INFO, purpose),
                                 OSSL_PARAM_construct_end()};
    std::string derived(digest_size, '\0');
    if (!context || EVP_KDF_derive(context.get(), bytes(derived), derived.size(), inputs) != 1)
        throw sys::Failure{"HKDF failed"};
    return derived;
}

bool equal(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(bytes(a), bytes(b), a.size()) == 0;
}

}   // namespace crypto
