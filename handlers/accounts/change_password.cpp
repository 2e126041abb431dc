#include "handlers/accounts/change_password.h"

#include "handlers/accounts/account_store.h"
#include "handlers/accounts/password_store.h"
#include "handlers/audit/audit_store.h"

namespace accounts {

static std::optional<Account> find(Context& cx)
{
    auto db = cx.lease();
    return find_by_id(db, cx.caller->subject);
}

static std::unexpected<Refusal> wrong(Context& cx)
{
    audit::now(cx, {"change_password", "wrong_password", cx.caller->subject, cx.caller->session});
    return refuse(Fault::wrong_current_password);
}

Result<Done> change_password(Context& cx, const Input& in)
{
    const auto account = find(cx);
    if (!account) return refuse(Fault::not_signed_in);
    if (!account->password_hash) return refuse(Fault::forbidden, "password:change");
    const auto proven = cx.password_matches(in[Key::current_password], account->password_hash);
    if (!proven) return refuse(proven.error().fault);
    if (!*proven) return wrong(cx);
    const auto hash = cx.hash_password(in[Key::new_password]);
    if (!hash) return refuse(hash.error().fault);

    auto db = cx.lease_of_success();
    if (!replace_password(db, {account->id, cx.caller->session, *account->password_hash, *hash}, cx.origin))
        return refuse(Fault::wrong_current_password);
    return Done{};
}

}   // namespace accounts
