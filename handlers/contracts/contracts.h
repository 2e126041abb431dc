// The contracts this service keeps. Each is one file: a route table, the shapes of its answers, its wording of faults.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "handlers/route.h"

namespace contracts {

extern const Contract shipfastai;
extern const Contract hydracore;

std::span<const Contract* const> all();

// Those that a mount names ("shipfastai latchkey"), in its order; names we don't keep are left out.
std::vector<const Contract*> named(std::string_view names);

}  // namespace contracts
