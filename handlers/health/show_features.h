// What a page may offer before anyone has signed in.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace health {

// What this server lets visitors do, for the pages that offer it.
struct Features {
    std::string registration;             // open, invite or closed
    std::int64_t least_password;          // code points
    std::vector<std::string> providers;   // with which one can sign in
    bool keeps_api_keys;                  // of third parties
};
std::vector<Features> specimens(Of<Features>);

Result<Features> show_features(Context& cx, const Input& in);

}   // namespace health

template <>
inline constexpr Faults refuses<health::show_features>{};
