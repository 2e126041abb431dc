// Sending a browser off to a provider, to sign in or to link another way to do so.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/oauth/flow_store.h"
#include "handlers/specimens.h"

namespace oauth {

struct Begun {
    std::string url;        // where the browser goes
    std::string state;      // what it must bring back, once
    std::string browser;    // secret that its cookie holds
    std::int64_t seconds;   // until state and cookie are void
};

std::vector<Begun> specimens(Of<Begun>);

// Needs Key::provider, takes Key::browser (the cookie of an earlier one, which then serves both). Refuses
// with unknown_provider, provider_failed, busy.
Result<Begun> depart(Context& cx, const Input& in, const Purpose& purpose);

}   // namespace oauth
