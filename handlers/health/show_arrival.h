// How a request arrives here, for `latchkey doctor`, which knows how it was sent.
#pragma once
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace health {

struct Arrival {
    std::string address;     // of who asks, as limits count it
    std::string scheme;      // "https"
    std::string mount;       // "/api/auth"
    std::string contracts;   // "shipfastai latchkey"
};
std::vector<Arrival> specimens(Of<Arrival>);

Result<Arrival> show_arrival(Context& cx, const Input& in);

}   // namespace health

template <>
inline constexpr Faults refuses<health::show_arrival>{};
