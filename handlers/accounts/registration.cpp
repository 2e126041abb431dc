#include "handlers/accounts/registration.h"

#include "fcgi/sys/encoding.h"

namespace accounts {

// A random UUID (RFC 9562 section 5.4).
static std::string random_uuid(const Service& service)
{
    std::string bytes = service.random(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x40);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    std::string text = sys::hex(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, "-");
    return text;
}

Result<NewAccount> new_account(Context& cx, const Input& in)
{
    auto hash = cx.hash_password(in[Key::password]);
    if (!hash) return std::unexpected{std::move(hash.error())};
    std::string email{in[Key::email]};
    auto challenge = tokens::new_challenge(cx.service, email);
    return NewAccount{random_uuid(cx.service), std::move(email), std::move(*hash), in.maybe(Key::full_name),
                      std::move(challenge)};
}

}  // namespace accounts
