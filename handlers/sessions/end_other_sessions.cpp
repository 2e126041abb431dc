#include "handlers/sessions/end_other_sessions.h"

#include "handlers/sessions/session_list_store.h"

namespace sessions {

Result<Done> end_other_sessions(Context& cx, const Input&)
{
    auto db = cx.lease();
    end_others(db, {cx.caller->subject, cx.caller->session, cx.origin});
    return Done{};
}

}   // namespace sessions
