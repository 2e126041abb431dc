// The organisations the caller belongs to, with their role there.
#pragma once
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/orgs/org.h"

namespace orgs {

Result<std::vector<Org>> list_orgs(Context& cx, const Input& in);

}   // namespace orgs

template <>
inline constexpr Faults refuses<orgs::list_orgs>{};
