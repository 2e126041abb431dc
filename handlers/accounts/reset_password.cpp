#include "handlers/accounts/reset_password.h"

#include "handlers/accounts/check_reset_token.h"
#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Done> reset_password(Context& cx, const Input& in)
{
    // A token that is no good must not cost a hash; whether it still is when the hash is ready, the statement
    // says.
    if (auto open = check_reset_token(cx, in); !open) return open;
    const auto hash = cx.hash_password(in[Key::new_password]);
    if (!hash) return refuse(hash.error().fault);
    auto db = cx.lease();
    if (!tokens::reset_password(db, tokens::token_digest(in[Key::token]), *hash, cx.origin))
        return refuse(Fault::bad_reset_token);
    return Done{};
}

}   // namespace accounts
