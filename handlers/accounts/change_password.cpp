#include "handlers/accounts/change_password.h"

#include "handlers/accounts/account_store.h"
#include "handlers/accounts/password_store.h"
#include "handlers/audit/audit_store.h"

namespace accounts {

static std::optional<Candidate> find(Context& cx)
{
    auto db = cx.lease();
    return find_candidate_by_id(db, cx.caller->subject);
}

static std::unexpected<Refusal> wrong(Context& cx)
{
    audit::now(cx, {"change_password", "wrong_password", cx.caller->subject, cx.caller->session});
    return refuse(Fault::wrong_current_password);
}

Result<Done> change_password(Context& cx, const Input& in)
{
    const auto candidate = find(cx);
    if (!candidate) return refuse(Fault::not_signed_in);
    if (!candidate->password_hash) return refuse(Fault::forbidden, "password:change");
    const auto proven = cx.password_matches(in[Key::current_password], candidate->password_hash);
    if (!proven) return refuse(proven.error().fault);
    if (!*proven) return wrong(cx);
    const auto hash = cx.hash_password(in[Key::new_password]);
    if (!hash) return refuse(hash.error().fault);

    auto db = cx.lease_of_success();
    if (!replace_password(db, {candidate->account.id, cx.caller->session, candidate->sessions_since, *hash},
                          cx.origin))
        return refuse(Fault::wrong_current_password);
    return Done{};
}

}   // namespace accounts
