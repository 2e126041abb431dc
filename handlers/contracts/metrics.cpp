// What Prometheus asks, from a location that nginx opens for it (nginx/snippets/latchkey-metrics.conf): where
// no mount names this contract, there is no such path. Not a contract with front ends, so it is neither
// printed nor served as OpenAPI.
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/health/show_metrics.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

Reply shown(const health::Metrics& told)
{
    Reply reply;
    reply.text = told.text;
    reply.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
    return reply;
}

constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::internal: return {500, "Internal Server Error"};
    case Fault::wrong_method: return {405, "Method Not Allowed"};
    case Fault::unavailable: return {503, "Service temporarily unavailable"};
    case Fault::address_banned: return {403, "Forbidden"};
    default: return {404, "Not Found"};
    }
}

static_assert(words_every_fault(wording));

Reply word(const Refusal& refusal, std::int64_t)
{
    const auto [status, detail] = wording(refusal.fault);
    return detail_reply(status, detail);
}

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {get, "/metrics", {}, anyone, relaxed, serve<health::show_metrics, shown>},
};

static_assert(sound(routes, describes::nothing));

}   // namespace

extern constexpr Contract metrics{"metrics", routes, word};

}   // namespace contracts
