#include "handlers/orgs/invite.h"

#include "handlers/orgs/invite_store.h"
#include "handlers/tokens/uuid.h"

namespace orgs {

Result<Invite> invite(Context& cx, const Input& in)
{
    if (!tokens::is_uuid(in[Key::org_id])) return refuse(Fault::not_found, "organization");
    const std::string email{in[Key::email]};
    const NewInvite fresh{std::string{in[Key::org_id]}, email, in.maybe(Key::role).value_or("member"),
                          cx.caller->subject, tokens::new_challenge(cx.service, email)};
    auto db = cx.lease();
    auto invited = create(db, fresh, cx.origin);
    switch (invited.outcome) {
    case Invited::done: return std::move(invited.invite);
    case Invited::already_member: return refuse(Fault::already_member);
    case Invited::not_allowed: break;
    }
    return refuse(Fault::forbidden, "organization:manage_owners");
}

}   // namespace orgs
