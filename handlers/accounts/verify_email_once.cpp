#include "handlers/accounts/verify_email_once.h"

#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Done> verify_email_once(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const auto link = tokens::spend_link(db, tokens::token_digest(in[Key::token]), cx.origin);
    if (!link.spent) return refuse(Fault::bad_verification_token);
    return Done{};
}

}   // namespace accounts
