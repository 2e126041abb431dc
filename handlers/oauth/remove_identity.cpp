#include "handlers/oauth/remove_identity.h"

#include "handlers/oauth/identity_store.h"

namespace oauth {

Result<Done> remove_identity(Context& cx, const Input& in)
{
    auto db = cx.lease();
    switch (unlink(db, cx.caller->subject, in[Key::id], cx.origin)) {
    case Removal::done: return Done{};
    case Removal::last: return refuse(Fault::last_way_in);
    case Removal::no_such: break;
    }
    return refuse(Fault::not_found, "identity");
}

}   // namespace oauth
