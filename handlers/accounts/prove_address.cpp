#include "handlers/accounts/prove_address.h"

#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Proven> prove_address(Context& cx, const Input& in)
{
    const std::string& frontend = cx.service.config.text(sys::Key::frontend_url);
    auto db = cx.lease();
    auto spent = tokens::spend_link(db, tokens::token_digest(in[Key::token]), cx.origin);
    if (spent.verified == tokens::Verified::no)
        return refuse(Fault::bad_verification_token, frontend + "/resend-verification");
    return Proven{spent.verified == tokens::Verified::before, std::move(spent.account),
                  std::move(spent.email), frontend + "/login"};
}

}   // namespace accounts
