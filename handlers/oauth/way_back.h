// Where a browser comes back to, and what goes to the log when a provider is the reason that it comes in
// vain.
#pragma once
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/oauth/provider.h"

namespace oauth {

// The redirect_uri at that provider: from PUBLIC_URL and the mount, never from a request's Host.
std::string way_back(const Context& cx, const Provider& provider);
std::string way_back(const std::string& origin, std::string_view mount, const Provider& provider);

// The refusal again, after the reason a provider gave for it went to the log.
std::unexpected<Refusal> not_done(const Context& cx, const Provider& provider, Refusal refusal);

}   // namespace oauth
