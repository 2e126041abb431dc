#include "handlers/sessions/verify_code.h"

#include "handlers/accounts/account_store.h"
#include "handlers/audit/audit_store.h"
#include "handlers/tokens/challenge_store.h"

namespace sessions {

static std::unexpected<Refusal> refused(db::Lease& db, const Context& cx, const std::string& account)
{
    audit::now(db, cx, {"verify_code", "bad_code", account});
    return refuse(Fault::bad_verification_code);
}

Result<Opened> verify_code(Context& cx, const Input& in)
{
    auto db = cx.lease();
    auto account = accounts::find_by_email(db, in[Key::email]);
    if (!account || !account->active) return refused(db, cx, account ? account->id : "");
    tokens::spend_code_ahead(db, account->id,
                             tokens::code_digests(cx.service.keys, account->email, in[Key::code]));
    const Seed seed = new_session(cx);
    const auto session = open_by_code(db, account->id, seed.row, cx.origin);
    if (!session) return refused(db, cx, account->id);
    account->verified = true;
    return opened(cx, std::move(*account), *session, seed.refresh_id);
}

}   // namespace sessions
