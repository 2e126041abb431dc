#include "handlers/sessions/end_sessions.h"

#include "handlers/sessions/session_list_store.h"

namespace sessions {

Result<Done> end_sessions(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const Revoking by{cx.caller->subject, cx.caller->session, cx.origin};
    if (in.maybe(Key::all) == "true")
        end_all(db, by);
    else
        end_others(db, by);
    return Done{};
}

}   // namespace sessions
