// Choosing an organisation to act in.
#pragma once
#include <cstdint>
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace orgs {

struct Chosen {
    std::string org;   // id
    std::string access_token;
    std::int64_t access_seconds;
};

// An access token for the caller's session that says in which organisation they act; it is good as long as
// they belong there. Needs Key::org_id. Refuses with forbidden, whether the organisation exists or not.
Result<Chosen> switch_org(Context& cx, const Input& in);

}   // namespace orgs
