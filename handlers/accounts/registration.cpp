#include "handlers/accounts/registration.h"

#include "handlers/tokens/uuid.h"

namespace accounts {

Result<NewAccount> new_account(Context& cx, const Input& in)
{
    auto hash = cx.hash_password(in[Key::password]);
    if (!hash) return std::unexpected{std::move(hash.error())};
    std::string email{in[Key::email]};
    auto challenge = tokens::new_challenge(cx.service, email);
    return NewAccount{tokens::random_uuid(cx.service), std::move(email), std::move(*hash), in.maybe(Key::full_name),
                      std::move(challenge)};
}

}  // namespace accounts
