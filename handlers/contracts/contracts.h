// The contracts this service keeps. Each is a file or a few: a route table, the shapes of its answers, its
// wording of faults.
#pragma once
#include <span>
#include <vector>

#include "handlers/route.h"
#include "handlers/route_index.h"

namespace contracts {

extern const Contract shipfastai;
extern const Contract hydracore;
extern const Contract mechamental;
extern const Contract bitcain;
extern const Contract bitcain_keys;
extern const Contract bitcain_kyc;
extern const Contract latchkey;
extern const Contract gate;      // nginx's own questions; not among all()
extern const Contract metrics;   // for whom nginx lets ask; not among all() either

// Those with front ends.
std::span<const Contract* const> all();

// All there are.
std::span<const Contract* const> every();

// The same, ready to be searched.
std::vector<RouteIndex> indexed();

}   // namespace contracts
