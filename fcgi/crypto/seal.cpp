// One key is drawn from each key of the ring, so that no key ever serves two ciphers.
#include "fcgi/crypto/seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "fcgi/crypto/keyring.h"
#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

constexpr std::string_view purpose = "latchkey seal 1";
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct CipherDeleter {
    void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter>;

// Never null, which OpenSSL takes for "none given".
const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

enum Direction { opening = 0, sealing = 1 };

// A cipher that has taken in key, nonce and context. GCM's nonce is 12 bytes unless told otherwise.
Cipher prepared(Direction direction, std::string_view key, std::string_view nonce, std::string_view context)
{
    Cipher cipher{EVP_CIPHER_CTX_new()};
    int taken = 0;
    if (!cipher ||
        EVP_CipherInit_ex2(cipher.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), direction, nullptr) !=
            1 ||
        EVP_CipherUpdate(cipher.get(), nullptr, &taken, bytes(context), int(context.size())) != 1)
        throw sys::Failure{"AES-256-GCM is not available"};
    return cipher;
}

}   // namespace

struct SealRing::Key {
    Key(std::string name, std::string bytes) : kid{std::move(name)}, secret{std::move(bytes)} {}
    Key(Key&&) noexcept = default;
    Key& operator=(Key&&) noexcept = default;
    ~Key() { wipe(secret); }

    std::string kid;
    std::string secret;   // 32 bytes
};

SealRing::SealRing(std::string_view text, Random random) : random_{std::move(random)}
{
    if (text.empty()) return;
    const Keyring ring{text};
    for (const std::string& kid : ring.kids()) keys_.emplace_back(kid, ring.derive(kid, purpose).value());
}

SealRing::~SealRing() = default;
SealRing::SealRing(SealRing&&) noexcept = default;

std::vector<std::string> SealRing::kids() const
{
    std::vector<std::string> kids;
    for (const Key& key : keys_) kids.push_back(key.kid);
    return kids;
}

const std::string& SealRing::sealing_kid() const
{
    if (keys_.empty()) throw sys::Failure{"no key to seal with: LATCHKEY_SEAL_KEYS is empty"};
    return keys_.front().kid;
}

std::string SealRing::seal(std::string_view plain, std::string_view context) const
{
    (void)sealing_kid();
    const std::string nonce = random_(nonce_size);
    const Cipher cipher = prepared(sealing, keys_.front().secret, nonce, context);
    std::string sealed(plain.size(), '\0');
    std::string tag(tag_size, '\0');
    int size = 0;
    int rest = 0;
    if (nonce.size() != nonce_size ||
        EVP_CipherUpdate(cipher.get(), bytes(sealed), &size, bytes(plain), int(plain.size())) != 1 ||
        EVP_CipherFinal_ex(cipher.get(), bytes(sealed) + size, &rest) != 1 ||
        std::size_t(size) + std::size_t(rest) != plain.size() ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, int(tag_size), tag.data()) != 1)
        throw sys::Failure{"AES-256-GCM failed to seal"};
    return nonce + sealed + tag;
}

std::optional<std::string> SealRing::open(std::string_view kid, std::string_view sealed,
                                          std::string_view context) const
{
    const auto key = std::ranges::find(keys_, kid, &Key::kid);
    if (key == keys_.end() || sealed.size() < nonce_size + tag_size) return std::nullopt;
    const std::string_view body = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string tag{sealed.substr(sealed.size() - tag_size)};
    const Cipher cipher = prepared(opening, key->secret, sealed.substr(0, nonce_size), context);
    std::string plain(body.size(), '\0');
    int size = 0;
    int rest = 0;
    if (EVP_CipherUpdate(cipher.get(), bytes(plain), &size, bytes(body), int(body.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, int(tag_size), tag.data()) == 1 &&
        EVP_CipherFinal_ex(cipher.get(), bytes(plain) + size, &rest) == 1 &&
        std::size_t(size) + std::size_t(rest) == plain.size())
        return plain;
    wipe(plain);
    return std::nullopt;
}

void wipe(std::string& secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
}

}   // namespace crypto
