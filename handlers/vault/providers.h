// The operator's file of providers (LATCHKEY_API_KEY_PROVIDERS): a JSON list, read once at start.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handlers/vault/provider.h"

namespace vault {

// No path: no providers. Throws sys::Failure, naming the file, when it can't be read or is malformed in any
// way: a member we don't know, a URL other than https, a placeholder we don't know.
std::vector<Provider> read_providers(const std::string& path);

// The same for the file's text.
std::vector<Provider> parse_providers(std::string_view text);

// The provider of that name, in any case; null when there is none.
const Provider* find_provider(const std::vector<Provider>& providers, std::string_view name);

}   // namespace vault
