#include "handlers/orgs/remove_member.h"

#include "handlers/orgs/membership.h"

namespace orgs {

Result<Done> remove_member(Context& cx, const Input& in)
{
    auto where = place(cx, in, in[Key::user_id]);
    if (!where) return std::unexpected{std::move(where.error())};
    auto db = cx.lease();
    return passed(remove(db, *where, cx.origin), "member");
}

}   // namespace orgs
