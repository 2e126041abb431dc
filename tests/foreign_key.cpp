#include "tests/foreign_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "fcgi/sys/encoding.h"

namespace test {

namespace {

struct Freed {
    void operator()(BIGNUM* number) const noexcept { BN_free(number); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
    void operator()(ECDSA_SIG* pair) const noexcept { ECDSA_SIG_free(pair); }
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};

std::string bytes_of(const BIGNUM* number, int size)
{
    std::string bytes(std::size_t(size), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
    return bytes;
}

const char* parameter(std::string_view name)
{
    if (name == "n") return OSSL_PKEY_PARAM_RSA_N;
    if (name == "e") return OSSL_PKEY_PARAM_RSA_E;
    return name == "x" ? OSSL_PKEY_PARAM_EC_PUB_X : OSSL_PKEY_PARAM_EC_PUB_Y;
}

}   // namespace

ForeignKey::ForeignKey(EVP_PKEY* key) : key_{key}
{
    if (!key_) throw std::runtime_error{"no key"};
}

ForeignKey ForeignKey::rsa(unsigned bits)
{
    return ForeignKey{EVP_RSA_gen(bits)};
}

ForeignKey ForeignKey::p256()
{
    return ForeignKey{EVP_EC_gen("P-256")};
}

bool ForeignKey::is_rsa() const
{
    return EVP_PKEY_is_a(key_.get(), "RSA") == 1;
}

std::string ForeignKey::part(const char* name) const
{
    BIGNUM* read = nullptr;
    if (EVP_PKEY_get_bn_param(key_.get(), parameter(name), &read) != 1)
        throw std::runtime_error{"no such part"};
    const std::unique_ptr<BIGNUM, Freed> number{read};
    return bytes_of(number.get(), is_rsa() ? BN_num_bytes(number.get()) : 32);
}

std::string ForeignKey::jwk(std::string_view kid, std::string_view more) const
{
    const auto member = [&](const char* name) {
        return std::string{",\""} + name + "\":\"" + sys::base64url(part(name)) + "\"";
    };
    return "{\"kty\":\"" + std::string{is_rsa() ? "RSA\"" : "EC\",\"crv\":\"P-256\""} +
           (is_rsa() ? member("n") + member("e") : member("x") + member("y")) + ",\"kid\":\"" +
           std::string{kid} + "\"" + std::string{more} + "}";
}

std::string ForeignKey::sign(std::string_view text) const
{
    const std::unique_ptr<EVP_MD_CTX, Freed> context{EVP_MD_CTX_new()};
    std::string made(1024, '\0');
    std::size_t size = made.size();
    auto* out = reinterpret_cast<unsigned char*>(made.data());
    const auto* in = reinterpret_cast<const unsigned char*>(text.data());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), out, &size, in, text.size()) != 1)
        throw std::runtime_error{"no signature"};
    made.resize(size);
    if (is_rsa()) return made;
    const auto* der = reinterpret_cast<const unsigned char*>(made.data());
    const std::unique_ptr<ECDSA_SIG, Freed> pair{d2i_ECDSA_SIG(nullptr, &der, long(size))};
    return bytes_of(ECDSA_SIG_get0_r(pair.get()), 32) + bytes_of(ECDSA_SIG_get0_s(pair.get()), 32);
}

std::string ForeignKey::pem() const
{
    const std::unique_ptr<BIO, Freed> bio{BIO_new(BIO_s_mem())};
    char* text = nullptr;
    if (PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) throw std::runtime_error{"no PEM"};
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, std::size_t(size)};
}

std::string ForeignKey::token(std::string_view header, std::string_view claims) const
{
    const std::string text = sys::base64url(header) + "." + sys::base64url(claims);
    return text + "." + sys::base64url(sign(text));
}

}   // namespace test
