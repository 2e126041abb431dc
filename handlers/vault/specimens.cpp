// Made-up API keys, for OpenAPI.
#include "handlers/vault/credentials.h"
#include "handlers/vault/entry.h"
#include "handlers/vault/try_connection.h"

namespace vault {

std::vector<Credentials> specimens(Of<Credentials>)
{
    std::vector<Credentials> credentials(2);
    for (auto& each : credentials) each.api_key = each.secret = "what was stored";
    credentials.front().passphrase = "what was stored";
    return credentials;
}

std::vector<Entry> specimens(Of<Entry>)
{
    constexpr std::int64_t moment = 1'767'323'045'000'000;   // 2026-01-02T03:04:05Z
    Entry full{.id = "e2b7c5a0-9a51-4c3b-8a55-0d6f3c1b7e44",
               .exchange = "binance",
               .name = "trading",
               .environment = "production",
               .permissions = R"(["read"])",
               .active = true,
               .last_four = "x7Qd",
               .has_passphrase = false,
               .last_used = moment,
               .created_at = moment,
               .updated_at = moment};
    Entry bare = full;
    bare.name = std::nullopt;
    bare.last_used = std::nullopt;
    return {full, bare};
}

std::vector<Tried> specimens(Of<Tried>)
{
    return {{true, "Connection successful", 200}, {false, "The provider can't be asked", 0}};
}

}   // namespace vault
