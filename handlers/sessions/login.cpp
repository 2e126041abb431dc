#include "handlers/sessions/login.h"

#include "fcgi/crypto/password.h"
#include "handlers/sessions/prove_password.h"

namespace sessions {

// A hash that is weaker than today's is made anew while the password is at hand; another login will do when
// the lanes are full now.
static std::optional<std::string> better_hash(Context& cx, const accounts::Account& account,
                                              std::string_view password)
{
    if (!crypto::needs_rehash(*account.password_hash, cx.service.cost)) return std::nullopt;
    auto hash = cx.hash_password(password);
    return hash ? std::optional{std::move(*hash)} : std::nullopt;
}

Result<Opened> login(Context& cx, const Input& in)
{
    auto account = prove_password(cx, in, "login");
    if (!account) return std::unexpected{std::move(account.error())};
    auto hash = better_hash(cx, *account, in[Key::password]);

    const Seed seed = new_session(cx);
    auto db = cx.lease_of_success();
    const Proof proof{"login", account->id, *account->password_hash, std::move(hash),
                      in.has(Key::by_basic) ? "basic" : "password"};
    const auto session = open(db, proof, seed.row, cx.origin);
    if (!session) return changed_meanwhile(cx, *account, "login");
    return opened(cx, std::move(*account), *session, seed.refresh_id);
}

}   // namespace sessions
