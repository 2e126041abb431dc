#include "handlers/sessions/disown_session.h"

#include "handlers/sessions/device_store.h"

namespace sessions {

Result<Done> disown_session(Context& cx, const Input& in)
{
    const auto reset = tokens::new_challenge(cx.service, "");   // no code is ever taken for a reset
    auto db = cx.lease();
    if (!disown(db, tokens::token_digest(in[Key::token]), reset, cx.origin))
        return refuse(Fault::bad_reset_token);
    return Done{};
}

}   // namespace sessions
