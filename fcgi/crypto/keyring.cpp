#include "fcgi/crypto/keyring.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <memory>

#include "fcgi/crypto/digest.h"
#include "fcgi/crypto/mac.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

constexpr std::size_t least_key = 32;        // bytes
constexpr std::size_t signature_room = 44;   // characters: the dot, and 32 bytes in base64url

bool is_kid(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, fits);
}

}   // namespace

struct Keyring::Key {
    Key(std::string_view name, std::string bytes)
        : kid{name}, secret{std::move(bytes)}, mac{std::make_unique<const Mac>(secret)},
          header{sys::base64url(R"({"alg":"HS256","typ":"JWT","kid":")" + kid + R"("})") + "."}
    {}
    Key(Key&&) noexcept = default;
    Key& operator=(Key&&) noexcept = default;
    ~Key() { OPENSSL_cleanse(secret.data(), secret.size()); }

    static Key parse(std::string_view entry, std::size_t position);

    std::string kid;
    std::string secret;
    std::unique_ptr<const Mac> mac;
    std::string header;   // encoded, with the dot behind it
};

// Tells the position only: a malformed entry may be the key itself.
Keyring::Key Keyring::Key::parse(std::string_view entry, std::size_t position)
{
    const std::string where = "signing key " + std::to_string(position) + ": ";
    const std::size_t colon = entry.find(':');
    if (colon == std::string_view::npos) throw sys::Failure{where + "not of the form kid:base64"};
    const std::string_view kid = entry.substr(0, colon);
    if (!is_kid(kid)) throw sys::Failure{where + "a kid is 1 to 64 letters, digits, '.', '_' and '-'"};

    const std::string_view encoded = entry.substr(colon + 1);
    auto secret = sys::from_base64(encoded);
    if (!secret) secret = sys::from_base64url(encoded);
    if (!secret) throw sys::Failure{where + "the key is not base64"};
    if (secret->size() < least_key) throw sys::Failure{where + "the key has under 32 bytes"};
    return Key{kid, std::move(*secret)};
}

Keyring::Keyring(std::string_view text)
{
    while (true) {
        const std::size_t comma = text.find(',');
        Key key = Key::parse(text.substr(0, comma), keys_.size() + 1);
        if (std::ranges::find(keys_, key.kid, &Key::kid) != keys_.end())
            throw sys::Failure{"signing key " + std::to_string(keys_.size() + 1) + ": its kid occurs twice"};
        keys_.push_back(std::move(key));
        if (comma == std::string_view::npos) return;
        text.remove_prefix(comma + 1);
    }
}

Keyring::~Keyring() = default;
Keyring::Keyring(Keyring&&) noexcept = default;

std::string Keyring::sign(std::string_view claims) const
{
    const Key& key = keys_.front();
    std::string token;
    token.reserve(key.header.size() + (claims.size() + 2) / 3 * 4 + signature_room);
    (token += key.header) += sys::base64url(claims);
    const std::string mac = key.mac->of(token);
    token += '.';
    token += sys::base64url(mac);
    if (claims.empty() || token.size() > max_token)
        throw sys::Failure{"claims of " + std::to_string(claims.size()) + " bytes make no token"};
    return token;
}

std::optional<std::string> Keyring::verify(std::string_view token) const
{
    if (token.size() > max_token) return std::nullopt;
    const auto key = std::ranges::find_if(keys_, [&](const Key& k) { return token.starts_with(k.header); });
    if (key == keys_.end()) return std::nullopt;

    const std::size_t start = key->header.size();
    const std::size_t dot = token.find('.', start);
    if (dot == std::string_view::npos || dot == start) return std::nullopt;
    const auto signature = sys::from_base64url(token.substr(dot + 1));   // refuses a further dot
    if (!signature || !equal(*signature, key->mac->of(token.substr(0, dot)))) return std::nullopt;
    return sys::from_base64url(token.substr(start, dot - start));
}

std::vector<std::string> Keyring::kids() const
{
    std::vector<std::string> kids;
    for (const Key& key : keys_) kids.push_back(key.kid);
    return kids;
}

const std::string& Keyring::signing_kid() const
{
    return keys_.front().kid;
}

std::optional<std::string> Keyring::derive(std::string_view kid, std::string_view purpose) const
{
    const auto key = std::ranges::find(keys_, kid, &Key::kid);
    if (key == keys_.end()) return std::nullopt;
    return derived_key(key->secret, purpose);
}

}   // namespace crypto
