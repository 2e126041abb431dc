#include "handlers/sessions/prove_password.h"

#include "handlers/audit/audit_store.h"

namespace sessions {

static std::optional<accounts::Candidate> find(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (in.has(Key::email)) return accounts::find_candidate_by_email(db, in[Key::email]);
    return accounts::find_candidate_by_name(db, in[Key::username]);
}

// For whoever bans by the log: the client's address as nginx saw it, and nothing that the client says.
static void tell_of_refusal(const Context& cx, std::string_view why)
{
    cx.service.measures->sign_ins_refused.add();
    cx.service.log.warning("sign_in_refused", {{"client", cx.origin.address},
                                               {"result", std::string{why}},
                                               {"request_id", std::string{cx.origin.request_id}}});
}

Result<accounts::Candidate> prove_password(Context& cx, const Input& in, std::string_view event)
{
    auto candidate = find(cx, in);
    const auto proven = cx.password_matches(
        in[Key::password], candidate ? candidate->password_hash : std::optional<std::string>{});
    if (!proven) return refuse(proven.error().fault);
    const auto refused = [&](Fault fault, std::string_view why) {
        audit::now(cx, {event, why, candidate ? candidate->account.id : ""});
        tell_of_refusal(cx, why);
        return refuse(fault);
    };
    if (!*proven) return refused(Fault::wrong_credentials, "wrong_credentials");
    if (!candidate->account.active) return refused(Fault::account_disabled, "account_disabled");
    return std::move(*candidate);
}

std::unexpected<Refusal> changed_meanwhile(Context& cx, const accounts::Account& account,
                                           std::string_view event)
{
    audit::now(cx, {event, "changed_meanwhile", account.id});
    tell_of_refusal(cx, "changed_meanwhile");
    return refuse(Fault::wrong_credentials);
}

}   // namespace sessions
