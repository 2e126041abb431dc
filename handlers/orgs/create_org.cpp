#include "handlers/orgs/create_org.h"

#include "fcgi/sys/failure.h"
#include "handlers/orgs/org_store.h"

namespace orgs {

Result<Org> create_org(Context& cx, const Input& in)
{
    auto db = cx.lease();
    try {
        return create(db, in[Key::org_name], cx.caller->subject, cx.origin);
    } catch (const sys::Failure& broken) {
        if (broken.breaks("org_name_taken")) return refuse(Fault::org_name_taken);
        throw;
    }
}

}   // namespace orgs
