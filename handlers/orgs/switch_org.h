// Choosing an organisation to act in.
#pragma once
#include <cstdint>
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace orgs {

struct Chosen {
    std::string org;   // id
    std::string access_token;
    std::int64_t access_seconds;
};
std::vector<Chosen> specimens(Of<Chosen>);

// An access token for the caller's session that says in which organisation they act; it is good as long as
// they belong there. Needs Key::org_id. Refuses with forbidden, whether the organisation exists or not.
Result<Chosen> switch_org(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::switch_org>{{Fault::forbidden, "organization:access"}};
