#include "handlers/sessions/login.h"

#include "fcgi/crypto/password.h"
#include "handlers/accounts/account_store.h"

namespace sessions {

static std::optional<accounts::Account> find(Context& cx, std::string_view email)
{
    auto db = cx.lease();
    return accounts::find_by_email(db, email);
}

// A hash made at another cost is made anew while the password is at hand.
static Result<std::optional<std::string>> better_hash(Context& cx, const accounts::Account& account,
                                                      std::string_view password)
{
    if (!crypto::needs_rehash(*account.password_hash, cx.service.cost)) return std::nullopt;
    auto hash = cx.hash_password(password);
    if (!hash) return std::unexpected{std::move(hash.error())};
    return std::move(*hash);
}

Result<Opened> login(Context& cx, const Input& in)
{
    auto account = find(cx, in[Key::email]);
    const auto proven = cx.password_matches(in[Key::password],
                                            account ? account->password_hash : std::optional<std::string>{});
    if (!proven) return refuse(proven.error().fault);
    if (!*proven) return refuse(Fault::wrong_credentials);
    if (!account->active) return refuse(Fault::account_disabled);
    auto hash = better_hash(cx, *account, in[Key::password]);
    if (!hash) return refuse(hash.error().fault);

    const Seed seed = new_session(cx);
    auto db = cx.lease_of_success();
    const auto session =
        open(db, {account->id, *account->password_hash, std::move(*hash)}, seed.row, cx.origin);
    if (!session) return refuse(Fault::wrong_credentials);
    return opened(cx, std::move(*account), *session, seed.refresh_id);
}

}   // namespace sessions
