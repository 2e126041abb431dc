// Made-up sign-ins and identities, for OpenAPI.
#include "handlers/oauth/departure.h"
#include "handlers/oauth/finish_sign_in.h"
#include "handlers/oauth/identity_store.h"

namespace oauth {

static constexpr const char* secret = "pqk1T3gPzG1M3Vb0zS7m8eXkq0nHkWfB2uYc9dR4aLo";

std::vector<Begun> specimens(Of<Begun>)
{
    return {{"https://accounts.google.com/o/oauth2/v2/auth?response_type=code", secret, secret, 600}};
}

std::vector<Arrived> specimens(Of<Arrived>)
{
    std::vector<Arrived> arrived;
    for (auto& session : sessions::specimens(Of<sessions::Opened>{}))
        arrived.push_back({std::move(session), "https://app.example.com/auth/callback"});
    arrived.push_back({std::nullopt, "https://app.example.com/account"});
    return arrived;
}

std::vector<Linked> specimens(Of<Linked>)
{
    constexpr std::int64_t moment = 1'767'323'045'000'000;   // 2026-01-02T03:04:05Z
    return {{"5b8c9d0e-1f2a-4b3c-8d4e-5f6a7b8c9d0e", "google", "ada@example.com", moment, moment},
            {"5b8c9d0e-1f2a-4b3c-8d4e-5f6a7b8c9d0f", "github", {}, moment, moment}};
}

}   // namespace oauth
