#include "handlers/sessions/logout_by_refresh.h"

#include "handlers/sessions/session_store.h"

namespace sessions {

Result<Done> logout_by_refresh(Context& cx, const Input& in)
{
    const Service& service = cx.service;
    const auto claims =
        tokens::read(service.keys, service.config.text(sys::Key::issuer), tokens::Use::refresh,
                     in.maybe(Key::refresh_token).value_or(""), cx.now());
    if (!claims) return Done{};
    auto db = cx.lease();
    end(db, claims->subject, claims->session, cx.origin);
    return Done{};
}

}   // namespace sessions
