#include "handlers/sessions/logout.h"

#include "handlers/sessions/session_store.h"

namespace sessions {

Result<Done> logout(Context& cx, const Input&)
{
    auto db = cx.lease();
    end(db, cx.caller->subject, cx.caller->session, cx.origin);
    return Done{};
}

}   // namespace sessions
