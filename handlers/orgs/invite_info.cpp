#include "handlers/orgs/invite_info.h"

#include "handlers/orgs/invite_store.h"

namespace orgs {

Result<Invitation> invite_info(Context& cx, const Input& in)
{
    auto db = cx.lease();
    return invitation(db, tokens::token_digest(in[Key::token]));
}

}   // namespace orgs
