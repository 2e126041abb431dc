#include "fcgi/crypto/mac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <utility>

#include "fcgi/sys/failure.h"

namespace crypto {

namespace {

constexpr std::size_t mac_size = 32;

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

[[noreturn]] void fail()
{
    throw sys::Failure{"HMAC-SHA-256 failed"};
}

MacContext looked_up()
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

MacContext copy(const MacContext& context)
{
    MacContext copied{EVP_MAC_CTX_dup(context.get())};
    if (!copied) fail();
    return copied;
}

}   // namespace

MacContext new_mac(std::string_view key)
{
    static const MacContext first = looked_up();
    MacContext context = copy(first);
    // never null, which OpenSSL takes for the key it had
    if (EVP_MAC_init(context.get(), bytes(key.empty() ? "" : key), key.size(), nullptr) != 1) fail();
    return context;
}

std::string finished(const MacContext& context, std::string_view text)
{
    std::string mac(mac_size, '\0');
    std::size_t size = 0;
    auto* out = reinterpret_cast<unsigned char*>(mac.data());
    if (EVP_MAC_update(context.get(), bytes(text), text.size()) != 1 ||
        EVP_MAC_final(context.get(), out, &size, mac.size()) != 1 || size != mac.size())
        fail();
    return mac;
}

Mac::Mac(std::string_view key) : primed_{new_mac(key)} {}

MacContext Mac::ready() const
{
    const std::scoped_lock lock{mutex_};
    if (idle_.empty()) return copy(primed_);
    MacContext context = std::move(idle_.back());
    idle_.pop_back();
    return context;
}

std::string Mac::of(std::string_view text) const
{
    MacContext context = ready();
    std::string mac = finished(context, text);
    if (EVP_MAC_init(context.get(), nullptr, 0, nullptr) != 1) fail();   // anew, with the key it has
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(context));
    return mac;
}

}   // namespace crypto
