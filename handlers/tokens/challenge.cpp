#include "handlers/tokens/challenge.h"

#include <cstdint>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace tokens {

static constexpr std::string_view secret_purpose = "latchkey mailed secret 1";
static constexpr std::string_view code_purpose = "latchkey code digest 1";

std::string_view name(Purpose purpose)
{
    switch (purpose) {
    case Purpose::verify_email: return "verify_email";
    case Purpose::reset_password: break;
    }
    return "reset_password";
}

// 64 bits reduced to six digits: the bias is under 2^-44.
static std::string six_digits(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes.substr(0, 8)) number = number << 8 | std::uint8_t(byte);
    const std::string digits = std::to_string(number % 1'000'000);
    return std::string(6 - digits.size(), '0') + digits;
}

std::optional<Secrets> secrets_of(const crypto::Keyring& keys, std::string_view kid, std::string_view seed)
{
    const auto key = keys.derive(kid, secret_purpose);
    if (!key) return std::nullopt;
    return Secrets{sys::base64url(crypto::hmac_sha256(*key, std::string{"token"}.append(seed))),
                   six_digits(crypto::hmac_sha256(*key, std::string{"code"}.append(seed)))};
}

std::string token_digest(std::string_view token)
{
    return crypto::sha256(token);
}

// A million codes are soon tried offline, so their digest is keyed, and bound to the address.
static std::string code_digest(const crypto::Keyring& keys, std::string_view kid, std::string_view email,
                               std::string_view code)
{
    const auto key = keys.derive(kid, code_purpose);
    if (!key) throw sys::Failure{"no signing key with kid " + std::string{kid}};
    return crypto::hmac_sha256(*key, std::string{email}.append(":").append(code));
}

std::vector<std::string> code_digests(const crypto::Keyring& keys, std::string_view email,
                                      std::string_view code)
{
    std::vector<std::string> digests;
    for (const std::string& kid : keys.kids()) digests.push_back(code_digest(keys, kid, email, code));
    return digests;
}

Challenge new_challenge(const Service& service, std::string_view email)
{
    const std::string& kid = service.keys.signing_kid();
    std::string seed = service.random(32);
    const auto secrets = secrets_of(service.keys, kid, seed);
    if (!secrets) throw sys::Failure{"the signing key can't be derived from"};
    return {kid, std::move(seed), token_digest(secrets->token),
            code_digest(service.keys, kid, email, secrets->code)};
}

}   // namespace tokens
