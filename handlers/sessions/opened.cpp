#include "handlers/sessions/opened.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "handlers/tokens/uuid.h"

namespace sessions {

Seed new_session(const Context& cx)
{
    std::string id = sys::base64url(cx.service.random(32));
    std::string digest = crypto::sha256(id);
    return {std::move(id),
            {tokens::random_uuid(cx.service), std::move(digest),
             cx.service.config.number(sys::Key::refresh_days)}};
}

Opened opened(const Context& cx, accounts::Account account, const Session& session,
              const std::string& refresh_id)
{
    const std::string& issuer = cx.service.config.text(sys::Key::issuer);
    const std::int64_t now = cx.now();
    const std::int64_t access_seconds = cx.service.config.number(sys::Key::access_seconds);
    const tokens::Claims access{account.id, session.id,           sys::base64url(cx.service.random(16)),
                                now,        now + access_seconds, account.verified,
                                {},         account.roles};
    const tokens::Claims refresh{account.id, session.id, refresh_id, session.rotated_at, session.expires_at};
    return {std::move(account), tokens::sign(cx.service.keys, issuer, tokens::Use::access, access),
            tokens::sign(cx.service.keys, issuer, tokens::Use::refresh, refresh), access_seconds,
            session.expires_at - now, access.expires_at};
}

}   // namespace sessions
