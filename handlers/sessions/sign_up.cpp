#include "handlers/sessions/sign_up.h"

#include "handlers/accounts/registration.h"

namespace sessions {

Result<Opened> sign_up(Context& cx, const Input& in)
{
    if (const auto allowed = accounts::may_register(cx, in); !allowed) return refuse(allowed.error().fault);
    const auto fresh = accounts::new_account(cx, in);
    if (!fresh) return refuse(fresh.error().fault);

    const Seed seed = new_session(cx);
    std::optional<accounts::Account> account;
    auto db = cx.lease();
    const auto session = accounts::unless_taken([&] {
        accounts::enroll_ahead(db, *fresh, seed.row.id, cx.origin, account);
        return open(db, {"", fresh->id, accounts::since_ever, {}, "register"}, seed.row, cx.origin);
    });
    if (!session) return refuse(session.error().fault);
    if (!account || !*session) return refuse(Fault::bad_invite);
    return opened(cx, std::move(*account), session->value(), seed.refresh_id);
}

}   // namespace sessions
