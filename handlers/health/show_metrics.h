// What all workers of this host have counted, and what waits in the database. Tells what it can also while
// the database is away: that is when somebody looks.
#pragma once
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace health {

struct Metrics {
    std::string text;
};
std::vector<Metrics> specimens(Of<Metrics>);

Result<Metrics> show_metrics(Context& cx, const Input& in);

}   // namespace health

template <>
inline constexpr Faults refuses<health::show_metrics>{};
