#include "handlers/orgs/list_members.h"

#include "handlers/orgs/member_store.h"
#include "handlers/tokens/uuid.h"

namespace orgs {

Result<std::vector<Member>> list_members(Context& cx, const Input& in)
{
    if (!tokens::is_uuid(in[Key::org_id])) return refuse(Fault::not_found, "organization");
    auto db = cx.lease();
    return members(db, in[Key::org_id]);
}

}   // namespace orgs
