// A key of somebody else, as a provider has it: signs what we are to believe, or not.
#pragma once
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace test {

class ForeignKey {
public:
    static ForeignKey rsa(unsigned bits = 2048);
    static ForeignKey p256();

    bool is_rsa() const;
    std::string part(const char* name) const;   // big-endian bytes of "n", "e", "x" or "y"
    std::string jwk(std::string_view kid,
                    std::string_view more = {}) const;   // more: further members, comma first
    std::string sign(std::string_view text) const;       // as JWS has it
    std::string pem() const;

    // header.claims.signature of this key; header and claims are JSON.
    std::string token(std::string_view header, std::string_view claims) const;

private:
    struct Deleter {
        void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
    };
    explicit ForeignKey(EVP_PKEY* key);

    std::unique_ptr<EVP_PKEY, Deleter> key_;
};

}   // namespace test
