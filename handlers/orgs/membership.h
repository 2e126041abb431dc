// What the operations on members share: the place they are about, and what stood in the way of them.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/member_store.h"

namespace orgs {

// The caller's will about an account in the organisation of Key::org_id. Refuses with not_found what is no
// id.
Result<Place> place(const Context& cx, const Input& in, std::string_view account);

// kind: what an unknown account is called.
Result<Done> passed(Verdict verdict, const char* kind);

}   // namespace orgs
