#include "handlers/accounts/resend_verification.h"

#include "handlers/accounts/account_store.h"
#include "handlers/audit/audit_store.h"
#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Done> resend_verification(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const auto account = find_by_email(db, in[Key::email]);
    if (!account || account->verified || !account->active) {
        // Written down like the others, so that it costs what they cost.
        audit::now(db, cx, {"verify_email_requested", "nothing_to_do", account ? account->id : ""});
        return Done{};
    }
    tokens::issue(db, tokens::Purpose::verify_email, {account->id, account->email},
                  tokens::new_challenge(cx.service, account->email), cx.origin);
    return Done{};
}

}   // namespace accounts
