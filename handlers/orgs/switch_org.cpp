// Signs a token and notes it; the session stays as it is.
#include "handlers/orgs/switch_org.h"

#include "handlers/orgs/org_store.h"
#include "handlers/sessions/opened.h"

namespace orgs {

Result<Chosen> switch_org(Context& cx, const Input& in)
{
    std::string org{in[Key::org_id]};
    auto db = cx.lease();
    const auto holder = choose(db, {cx.caller->subject, cx.caller->session, cx.caller->org}, org, cx.origin);
    if (!holder) return refuse(Fault::forbidden, "organization:access");
    auto token = sessions::access_token(cx, *holder, cx.caller->session, cx.now(), org);
    return Chosen{std::move(org), std::move(token), cx.service.config.number(sys::Key::access_seconds)};
}

}   // namespace orgs
