#include "handlers/orgs/membership.h"

#include "handlers/tokens/uuid.h"

namespace orgs {

Result<Place> place(const Context& cx, const Input& in, std::string_view account)
{
    if (!tokens::is_uuid(in[Key::org_id])) return refuse(Fault::not_found, "organization");
    if (!tokens::is_uuid(account)) return refuse(Fault::not_found, "user");
    return Place{std::string{in[Key::org_id]}, std::string{account}, cx.caller->subject};
}

Result<Done> passed(Verdict verdict, const char* kind)
{
    switch (verdict) {
    case Verdict::done: return Done{};
    case Verdict::unknown: return refuse(Fault::not_found, kind);
    case Verdict::not_allowed: return refuse(Fault::forbidden, "organization:manage_owners");
    case Verdict::last_owner: break;
    }
    return refuse(Fault::last_owner);
}

}   // namespace orgs
