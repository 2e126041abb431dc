#include "handlers/oauth/flow.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"

namespace oauth {

std::optional<Proofs> proofs_of(const crypto::Keyring& keys, std::string_view kid, std::string_view state,
                                std::string_view browser)
{
    const auto key = keys.derive(kid, "latchkey oauth flow 1");
    if (!key) return std::nullopt;
    const auto made = [&](std::string_view what) {
        return sys::base64url(crypto::hmac_sha256(
            *key, std::string{what}.append(":").append(browser).append(":").append(state)));
    };
    return Proofs{made("verifier"), made("nonce")};
}

std::string challenge_of(std::string_view verifier)
{
    return sys::base64url(crypto::sha256(verifier));
}

bool is_drawn(std::string_view text)
{
    const auto bytes = sys::from_base64url(text);
    return bytes && bytes->size() == 32;
}

}   // namespace oauth
