#include "handlers/orgs/leave_org.h"

#include "handlers/orgs/membership.h"

namespace orgs {

Result<Done> leave_org(Context& cx, const Input& in)
{
    auto where = place(cx, in, cx.caller->subject);
    if (!where) return std::unexpected{std::move(where.error())};
    auto db = cx.lease();
    return passed(remove(db, *where, cx.origin), "organization");
}

}   // namespace orgs
