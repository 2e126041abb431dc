#include "handlers/oauth/start_sign_in.h"

#include "handlers/tokens/challenge.h"

namespace oauth {

Result<Begun> start_sign_in(Context& cx, const Input& in)
{
    const std::string token = in.maybe(Key::invite_token).value_or("");
    if (token.empty()) return depart(cx, in, {});
    return depart(cx, in, {.invite = tokens::token_digest(token)});
}

}   // namespace oauth
