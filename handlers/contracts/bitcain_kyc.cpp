// Bitcain's contract of KYC: the caller's own standing, and the provider's webhook.
#include "handlers/contracts/bitcain_words.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/health/check_ready.h"
#include "handlers/kyc/show_standing.h"
#include "handlers/kyc/take_event.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

Reply standing_shown(const kyc::Shown& shown)
{
    http::Json json;
    json.with("tier", shown.tier)
        .with("status", shown.status)
        .with("email_verified", shown.email_verified)
        .with("mfa_enabled", false);
    return {200, std::move(json)};
}

Reply healthy(Done)
{
    http::Json json;
    json.with("status", "healthy");
    return {200, std::move(json)};
}

Reply event_taken(Done)
{
    return {200, http::Json::null()};
}

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {get, "/", {}, bearer, relaxed, serve<kyc::show_standing, standing_shown>},
    {get, "/health", {}, anyone, relaxed, serve<health::check_ready, healthy>},
    {post,
     "/webhook",
     {{"event", Key::event, {Rule::document, 0, http::max_body, true}, Field::nullable}},
     kyc_provider,
     relaxed,
     serve<kyc::take_event, event_taken>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract bitcain_kyc{"bitcain-kyc", routes, bitcain_words::word_plainly};

}   // namespace contracts
