#include "handlers/orgs/accept_invite.h"

#include "handlers/orgs/invite_store.h"

namespace orgs {

Result<Org> accept_invite(Context& cx, const Input& in)
{
    auto db = cx.lease();
    auto accepted = accept(db, tokens::token_digest(in[Key::token]), cx.caller->subject, cx.origin);
    switch (accepted.outcome) {
    case Accepted::done: return std::move(accepted.org);
    case Accepted::not_verified: return refuse(Fault::email_not_verified);
    case Accepted::already_member: return refuse(Fault::already_member);
    case Accepted::unknown: break;
    }
    return refuse(Fault::bad_invite);
}

}   // namespace orgs
