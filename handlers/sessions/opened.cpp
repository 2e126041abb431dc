#include "handlers/sessions/opened.h"

#include <algorithm>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "handlers/tokens/uuid.h"

namespace sessions {

Seed new_session(const Context& cx)
{
    std::string id = sys::base64url(cx.service.random(32));
    std::string digest = crypto::sha256(id);
    std::optional<tokens::Challenge> alarm;
    if (cx.service.config.is_on(sys::Key::new_device_mail)) alarm = tokens::new_challenge(cx.service, "");
    return {std::move(id),
            {tokens::random_uuid(cx.service), std::move(digest),
             cx.service.config.number(sys::Key::refresh_days), std::move(alarm)}};
}

std::string access_token(const Context& cx, const accounts::Holder& holder, const std::string& session,
                         std::int64_t now, const std::string& org)
{
    const tokens::Claims claims{.subject = holder.id,
                                .session = session,
                                .id = sys::base64url(cx.service.random(16)),
                                .issued_at = now,
                                .expires_at = now + cx.service.config.number(sys::Key::access_seconds),
                                .verified = holder.verified,
                                .org = org,
                                .roles = holder.roles};
    return tokens::sign(cx.service.keys, cx.service.config.text(sys::Key::issuer), tokens::Use::access,
                        claims);
}

Issued issued(const Context& cx, accounts::Holder holder, const Session& session,
              const std::string& refresh_id)
{
    const std::string& issuer = cx.service.config.text(sys::Key::issuer);
    const std::int64_t now = cx.now();
    const std::int64_t access_seconds = cx.service.config.number(sys::Key::access_seconds);
    const tokens::Claims refresh{holder.id, session.id, refresh_id, session.rotated_at, session.expires_at};
    std::string access = access_token(cx, holder, session.id, now);
    const std::int64_t reached = std::max(now, session.rotated_at);   // the database's clock may be ahead
    return {std::move(holder),
            std::move(access),
            tokens::sign(cx.service.keys, issuer, tokens::Use::refresh, refresh),
            access_seconds,
            session.expires_at - reached,
            now + access_seconds};
}

Opened opened(const Context& cx, accounts::Account account, const Session& session,
              const std::string& refresh_id)
{
    if (session.opened_at) account.last_login_at = session.opened_at;
    Issued made = issued(cx, account, session, refresh_id);
    return {std::move(made), std::move(account)};
}

}   // namespace sessions
