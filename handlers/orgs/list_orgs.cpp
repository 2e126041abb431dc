#include "handlers/orgs/list_orgs.h"

#include "handlers/orgs/org_store.h"

namespace orgs {

Result<std::vector<Org>> list_orgs(Context& cx, const Input&)
{
    auto db = cx.lease();
    return of_account(db, cx.caller->subject);
}

}   // namespace orgs
