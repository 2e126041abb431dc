// Trying a stored key out where it belongs.
#pragma once
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"
#include "handlers/vault/entry.h"

namespace vault {

struct Tried {
    bool success;
    std::string message;
    int status = 0;   // what the provider answered; 0: nothing
};
std::vector<Tried> specimens(Of<Tried>);

// Calls the key's provider with it, in 5 seconds at most, and tells how that went; a provider that we don't
// know or can't reach is no fault. Needs Key::id. Refuses with not_found, for someone else's alike, and with
// busy while too many such calls are under way.
Result<Tried> try_connection(Context& cx, const Input& in);

}   // namespace vault

template <>
inline constexpr Faults refuses<vault::try_connection>{vault::no_such_key, Fault::busy};
