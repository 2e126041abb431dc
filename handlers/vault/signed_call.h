// A provider's description and someone's credentials made into one HTTPS call.
#pragma once
#include <cstdint>
#include <optional>

#include "fcgi/net/https.h"
#include "handlers/vault/credentials.h"
#include "handlers/vault/provider.h"

namespace vault {

// now: seconds since 1970. Nothing when a credential would break a header.
std::optional<net::Call> signed_call(const Provider& provider, const Credentials& credentials,
                                     std::int64_t now);

}   // namespace vault
