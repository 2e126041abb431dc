#include "handlers/orgs/list_invites.h"

#include "handlers/orgs/invite_store.h"
#include "handlers/tokens/uuid.h"

namespace orgs {

Result<std::vector<Invite>> list_invites(Context& cx, const Input& in)
{
    if (!tokens::is_uuid(in[Key::org_id])) return refuse(Fault::not_found, "organization");
    auto db = cx.lease();
    return open_invites(db, std::string{in[Key::org_id]});
}

}   // namespace orgs
