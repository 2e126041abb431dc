#include "handlers/orgs/revoke_invite.h"

#include "handlers/orgs/invite_store.h"
#include "handlers/tokens/uuid.h"

namespace orgs {

Result<Done> revoke_invite(Context& cx, const Input& in)
{
    if (!tokens::is_uuid(in[Key::org_id])) return refuse(Fault::not_found, "organization");
    if (!tokens::is_uuid(in[Key::id])) return refuse(Fault::not_found, "invite");
    auto db = cx.lease();
    if (!revoke(db, std::string{in[Key::org_id]}, in[Key::id], cx.origin))
        return refuse(Fault::not_found, "invite");
    return Done{};
}

}   // namespace orgs
