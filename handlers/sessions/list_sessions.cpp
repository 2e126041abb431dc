#include "handlers/sessions/list_sessions.h"

namespace sessions {

Result<std::vector<Listed>> list_sessions(Context& cx, const Input&)
{
    auto db = cx.lease();
    auto found = list_live(db, cx.caller->subject);
    for (Listed& session : found) session.current = session.id == cx.caller->session;
    return found;
}

}   // namespace sessions
