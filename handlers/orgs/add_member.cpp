#include "handlers/orgs/add_member.h"

#include "handlers/orgs/membership.h"

namespace orgs {

Result<Member> add_member(Context& cx, const Input& in)
{
    auto where = place(cx, in, in[Key::user_id]);
    if (!where) return std::unexpected{std::move(where.error())};
    auto db = cx.lease();
    auto put_in = passed(put(db, *where, in[Key::role], cx.origin), "user");
    if (!put_in) return std::unexpected{std::move(put_in.error())};
    auto made = member(db, where->org, where->account);
    if (!made) return refuse(Fault::not_found, "user");
    return std::move(*made);
}

}   // namespace orgs
