#include "handlers/accounts/check_reset_token.h"

#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Done> check_reset_token(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (!tokens::reset_is_open(db, tokens::token_digest(in[Key::token])))
        return refuse(Fault::bad_reset_token);
    return Done{};
}

}   // namespace accounts
