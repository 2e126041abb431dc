#include "handlers/sessions/login.h"

#include "fcgi/crypto/password.h"
#include "handlers/accounts/account_store.h"
#include "handlers/audit/audit_store.h"

namespace sessions {

static std::optional<accounts::Account> find(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (in.has(Key::email)) return accounts::find_by_email(db, in[Key::email]);
    return accounts::find_by_name(db, in[Key::username]);
}

// A hash that is weaker than today's is made anew while the password is at hand; another login will do when
// the lanes are full now.
static std::optional<std::string> better_hash(Context& cx, const accounts::Account& account,
                                              std::string_view password)
{
    if (!crypto::needs_rehash(*account.password_hash, cx.service.cost)) return std::nullopt;
    auto hash = cx.hash_password(password);
    return hash ? std::optional{std::move(*hash)} : std::nullopt;
}

static std::unexpected<Refusal> refused(Context& cx, const std::optional<accounts::Account>& account,
                                        Fault fault, std::string_view why)
{
    audit::now(cx, {"login", why, account ? account->id : ""});
    return refuse(fault);
}

Result<Opened> login(Context& cx, const Input& in)
{
    auto account = find(cx, in);
    const auto proven = cx.password_matches(in[Key::password],
                                            account ? account->password_hash : std::optional<std::string>{});
    if (!proven) return refuse(proven.error().fault);
    if (!*proven) return refused(cx, account, Fault::wrong_credentials, "wrong_credentials");
    if (!account->active) return refused(cx, account, Fault::account_disabled, "account_disabled");
    auto hash = better_hash(cx, *account, in[Key::password]);

    const Seed seed = new_session(cx);
    auto db = cx.lease_of_success();
    const auto session =
        open(db, {"login", account->id, *account->password_hash, std::move(hash)}, seed.row, cx.origin);
    if (!session) return refused(cx, account, Fault::wrong_credentials, "changed_meanwhile");
    return opened(cx, std::move(*account), *session, seed.refresh_id);
}

}   // namespace sessions
