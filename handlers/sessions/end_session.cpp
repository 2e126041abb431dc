#include "handlers/sessions/end_session.h"

#include "handlers/sessions/session_list_store.h"

namespace sessions {

Result<Done> end_session(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (!end_one(db, {cx.caller->subject, cx.caller->session, cx.origin}, in[Key::id]))
        return refuse(Fault::not_found, "session");
    return Done{};
}

}   // namespace sessions
