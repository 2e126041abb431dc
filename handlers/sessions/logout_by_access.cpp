#include "handlers/sessions/logout_by_access.h"

#include "handlers/sessions/session_store.h"

namespace sessions {

Result<Done> logout_by_access(Context& cx, const Input& in)
{
    const Service& service = cx.service;
    const auto claims = tokens::read(service.keys, service.config.text(sys::Key::issuer), tokens::Use::access,
                                     in[Key::access_token], cx.now());
    if (!claims) return Done{};
    auto db = cx.lease();
    end(db, claims->subject, claims->session, cx.origin);
    return Done{};
}

}   // namespace sessions
