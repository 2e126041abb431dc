#include "handlers/accounts/forgot_password.h"

#include "handlers/accounts/account_store.h"
#include "handlers/audit/audit_store.h"
#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Done> forgot_password(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const auto account = find_by_email(db, in[Key::email]);
    if (!account || !account->active) {
        // Written down like the others, so that it costs what they cost.
        audit::now(db, cx, {"reset_password_requested", "nothing_to_do", account ? account->id : ""});
        return Done{};
    }
    tokens::issue(db, tokens::Purpose::reset_password, {account->id, account->email},
                  tokens::new_challenge(cx.service, account->email), cx.origin);
    return Done{};
}

}   // namespace accounts
