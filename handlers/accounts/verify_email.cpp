#include "handlers/accounts/verify_email.h"

#include "handlers/tokens/challenge_store.h"

namespace accounts {

Result<Verification> verify_email(Context& cx, const Input& in)
{
    auto db = cx.lease();
    switch (tokens::spend_link(db, tokens::token_digest(in[Key::token]), cx.origin).verified) {
    case tokens::Verified::now: return Verification::done;
    case tokens::Verified::before: return Verification::already;
    case tokens::Verified::no: break;
    }
    return refuse(Fault::bad_verification_token);
}

}   // namespace accounts
