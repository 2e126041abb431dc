#include "handlers/oauth/list_identities.h"

namespace oauth {

Result<std::vector<Linked>> list_identities(Context& cx, const Input&)
{
    auto db = cx.lease();
    return linked(db, cx.caller->subject);
}

}   // namespace oauth
