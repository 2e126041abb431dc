// Trying a stored key out where it belongs.
#pragma once
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace vault {

struct Tried {
    bool success;
    std::string message;
    int status = 0;   // what the provider answered; 0: nothing
};

// Calls the key's provider with it, in 5 seconds at most, and tells how that went; a provider that we don't
// know or can't reach is no fault. Needs Key::id. Refuses with not_found, for someone else's alike, and with
// busy while too many such calls are under way.
Result<Tried> try_connection(Context& cx, const Input& in);

}   // namespace vault
