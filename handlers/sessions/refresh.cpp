#include "handlers/sessions/refresh.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "handlers/audit/audit_store.h"

namespace sessions {

// Nobody can compute it without the token it follows, nor before the salt is drawn.
static std::string successor(std::string_view refresh_id, std::string_view salt)
{
    return sys::base64url(crypto::hmac_sha256(salt, refresh_id));
}

Result<Issued> refresh(Context& cx, const Input& in)
{
    const Service& service = cx.service;
    const auto claims = in.has(Key::refresh_token)
                            ? tokens::read(service.keys, service.config.text(sys::Key::issuer),
                                           tokens::Use::refresh, in[Key::refresh_token], cx.now())
                            : std::nullopt;
    if (!claims) return refuse(Fault::bad_refresh_token);

    const std::string salt = service.random(32);
    const std::string next = successor(claims->id, salt);
    const Rotation rotation{claims->session,
                            claims->subject,
                            crypto::sha256(claims->id),
                            crypto::sha256(next),
                            salt,
                            service.config.number(sys::Key::refresh_grace_seconds)};
    auto rotated = [&] {
        auto db = cx.lease();
        return rotate(db, rotation);
    }();
    if (!rotated) return refuse(Fault::bad_refresh_token);
    if (rotated->reused) {
        service.measures->refreshes_reused.add();
        audit::now(cx, {"refresh", "reuse", claims->subject, claims->session});
        return refuse(Fault::bad_refresh_token);
    }
    return issued(cx, std::move(rotated->holder), rotated->session,
                  rotated->salt == salt ? next : successor(claims->id, rotated->salt));
}

}   // namespace sessions
