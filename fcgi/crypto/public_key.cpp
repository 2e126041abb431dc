#include "fcgi/crypto/public_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <string>

#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

constexpr int least_modulus = 2048;   // bits
constexpr int most_modulus = 8192;
constexpr int most_exponent = 64;
constexpr std::size_t coordinate = 32;   // bytes, of a point as of a signature

struct Deleter {
    void operator()(BIGNUM* number) const noexcept { BN_free(number); }
    void operator()(OSSL_PARAM_BLD* builder) const noexcept { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* list) const noexcept { OSSL_PARAM_free(list); }
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const noexcept { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
    void operator()(ECDSA_SIG* signature) const noexcept { ECDSA_SIG_free(signature); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

Owned<BIGNUM> number(std::string_view big_endian)
{
    Owned<BIGNUM> made{BN_bin2bn(bytes(big_endian), int(big_endian.size()), nullptr)};
    if (!made) throw sys::Failure{"memory is short"};
    return made;
}

// A refused key or signature leaves nothing behind for whoever asks OpenSSL next.
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
};

// Null when the numbers make no key of that type.
Owned<EVP_PKEY> key_of(const char* type, OSSL_PARAM_BLD* builder)
{
    const Owned<OSSL_PARAM> list{OSSL_PARAM_BLD_to_param(builder)};
    const Owned<EVP_PKEY_CTX> context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
    EVP_PKEY* made = nullptr;
    if (!list || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, list.get()) != 1)
        return nullptr;
    Owned<EVP_PKEY> key{made};
    const Owned<EVP_PKEY_CTX> judge{EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)};
    if (!judge || EVP_PKEY_public_check(judge.get()) != 1) return nullptr;
    return key;
}

// r and s in the form OpenSSL takes (RFC 3279 section 2.2.3); empty when they are not 64 bytes.
std::string der(std::string_view signature)
{
    if (signature.size() != 2 * coordinate) return {};
    auto r = number(signature.substr(0, coordinate));
    auto s = number(signature.substr(coordinate));
    const Owned<ECDSA_SIG> pair{ECDSA_SIG_new()};
    if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) throw sys::Failure{"memory is short"};
    (void)r.release();   // the pair owns them now
    (void)s.release();
    std::string encoded(std::size_t(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
    auto* out = reinterpret_cast<unsigned char*>(encoded.data());
    i2d_ECDSA_SIG(pair.get(), &out);
    return encoded;
}

}   // namespace

std::optional<PublicKey> PublicKey::rsa(std::string_view modulus, std::string_view exponent)
{
    const QuietErrors quiet;
    if (modulus.size() > most_modulus / 8 + 1 || exponent.size() > most_exponent / 8 + 1) return std::nullopt;
    const auto n = number(modulus);
    const auto e = number(exponent);
    const bool fits = BN_num_bits(n.get()) >= least_modulus && BN_num_bits(n.get()) <= most_modulus &&
                      BN_num_bits(e.get()) <= most_exponent && BN_is_odd(n.get()) && BN_is_odd(e.get()) &&
                      !BN_is_one(e.get());
    if (!fits) return std::nullopt;
    const Owned<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        throw sys::Failure{"memory is short"};
    auto key = key_of("RSA", builder.get());
    if (!key) return std::nullopt;
    return PublicKey{Key{std::move(key)}, "RS256"};
}

std::optional<PublicKey> PublicKey::p256(std::string_view x, std::string_view y)
{
    const QuietErrors quiet;
    if (x.size() != coordinate || y.size() != coordinate) return std::nullopt;
    const std::string point = std::string{"\x04"}.append(x).append(y);   // uncompressed (SEC 1 section 2.3.3)
    const Owned<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
    if (!builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        throw sys::Failure{"memory is short"};
    auto key = key_of("EC", builder.get());
    if (!key) return std::nullopt;
    return PublicKey{Key{std::move(key)}, "ES256"};
}

bool PublicKey::verifies(std::string_view signed_text, std::string_view signature) const
{
    const QuietErrors quiet;
    const std::string given = algorithm_ == "ES256" ? der(signature) : std::string{signature};
    const Owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};
    return context && !given.empty() &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(given), given.size(), bytes(signed_text),
                            signed_text.size()) == 1;
}

}   // namespace crypto
