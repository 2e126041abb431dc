#include "handlers/sessions/login.h"

#include "fcgi/crypto/password.h"
#include "handlers/sessions/prove_password.h"

namespace sessions {

// A hash that is weaker than today's is made anew while the password is at hand; another login will do when
// the lanes are full now.
static std::optional<std::string> better_hash(Context& cx, std::string_view hash_of_today,
                                              std::string_view password)
{
    if (!crypto::needs_rehash(hash_of_today, cx.service.cost)) return std::nullopt;
    auto hash = cx.hash_password(password);
    return hash ? std::optional{std::move(*hash)} : std::nullopt;
}

Result<Opened> login(Context& cx, const Input& in)
{
    auto proven = prove_password(cx, in, "login");
    if (!proven) return std::unexpected{std::move(proven.error())};
    auto hash = better_hash(cx, *proven->password_hash, in[Key::password]);

    const Seed seed = new_session(cx);
    auto db = cx.lease_of_success();
    const Proof proof{"login", proven->account.id, proven->sessions_since, std::move(hash),
                      in.has(Key::by_basic) ? "basic" : "password"};
    const auto session = open(db, proof, seed.row, cx.origin);
    if (!session) return changed_meanwhile(cx, proven->account, "login");
    return opened(cx, std::move(proven->account), *session, seed.refresh_id);
}

}   // namespace sessions
