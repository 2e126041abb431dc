// The providers of the configuration.
#pragma once
#include <string_view>
#include <vector>

#include "fcgi/sys/config.h"
#include "handlers/oauth/provider.h"

namespace oauth {

// Google and GitHub where a client ID is set, and every OpenID provider that has a name.
std::vector<Provider> configured_providers(const sys::Config& config);

// Null when there is none of that name.
const Provider* find_provider(const std::vector<Provider>& providers, std::string_view name);

}   // namespace oauth
