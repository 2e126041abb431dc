#include "handlers/answer.h"

#include <chrono>
#include <utility>

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "handlers/caller.h"
#include "handlers/context.h"
#include "handlers/find_route.h"
#include "handlers/render.h"
#include "handlers/validate.h"

namespace {

using Steady = std::chrono::steady_clock;

std::optional<Fault> fault_of(http::Flaw flaw)
{
    switch (flaw) {
    case http::Flaw::none: break;
    case http::Flaw::body_too_large: return Fault::body_too_large;
    case http::Flaw::body_cut_short: return Fault::unreadable_body;
    case http::Flaw::body_encoded: return Fault::unsupported_encoding;
    case http::Flaw::header_repeated: return Fault::repeated_header;
    }
    return std::nullopt;
}

// At most 256 bytes, and nothing that Postgres would refuse.
std::string kept_user_agent(std::string_view sent)
{
    std::size_t size = std::min<std::size_t>(sent.size(), 256);
    if (size < sent.size())
        while (size > 252 && (std::uint8_t(sent[size]) & 0xc0) == 0x80) --size;
    const std::string_view cut = sent.substr(0, size);
    return sys::is_utf8(cut) && !cut.contains('\0') ? std::string{cut} : std::string{};
}

// Basic credentials are input like any other, only from elsewhere.
void take_credentials(Known& known, Input& input)
{
    if (known.email) input.set(Key::email, std::move(*known.email));
    if (known.password) input.set(Key::by_basic, "true");
    if (known.password) input.set(Key::password, std::move(*known.password));
}

// Each stage may refuse; none may reach back.
Result<Reply> pass(const Found& found, Context& cx, const http::Request& request)
{
    const Route& route = *found.route;
    auto body = read_body(route.fields, request);
    if (!body) return std::unexpected{std::move(body.error())};
    auto caller = known(found, request, cx.service);
    if (!caller) return std::unexpected{std::move(caller.error())};
    auto input = validate(route.fields, *body, request, found.values,
                          cx.service.config.is_on(sys::Key::cookie_secure));
    if (!input) return std::unexpected{std::move(input.error())};

    take_credentials(*caller, *input);
    cx.caller = std::move(caller->claims);
    cx.standing = std::move(caller->standing);
    if (cx.service.config.is_on(sys::Key::rate_limits))
        cx.admission = admission(route.limit, *input, cx.origin.address, cx.caller ? cx.caller->subject : "");
    return route.serve.call(cx, *input);
}

Reply serve_row(const Found& found, const Service& service, const http::Request& request)
{
    Context cx{service, {request.client, kept_user_agent(request.user_agent)}};
    cx.origin.accept_language = request.accept_language;
    cx.origin.sent_reference = request.reference;
    cx.origin.request_id = request.id;
    cx.mount = {request.mount, request.contracts, request.scheme};
    auto reply = pass(found, cx, request);
    return reply ? std::move(*reply) : found.contract->word(reply.error(), service.clock());
}

void log_broken(const Service& service, const http::Request& request, const char* what,
                const std::string& state)
{
    service.measures->failures.add();
    service.log.error("request_failed", {{"request_id", request.id},
                                         {"mount", request.mount},
                                         {"path", request.path},
                                         {"reason", what},
                                         {"sqlstate", state}});
}

// Who goes on beyond the limit of sign-ins is as good as refused; a mail too many is nobody's attack.
void tell_of_limit(const Service& service, const http::Request& request, const Route& route)
{
    service.measures->limited(route.limit);
    if (route.limit == Limit::credentials || route.limit == Limit::typed_credentials)
        service.log.warning(
            "sign_in_refused",
            {{"client", request.client}, {"result", "too_many_requests"}, {"request_id", request.id}});
}

// The one place where broken machinery becomes an answer.
Reply guarded(const Found& found, const Service& service, const http::Request& request)
{
    Fault fault = Fault::internal;
    try {
        return serve_row(found, service, request);
    } catch (const TurnedAway& turned) {
        if (turned.refusal.fault == Fault::too_many_requests) tell_of_limit(service, request, *found.route);
        if (turned.quietly && found.route->serve.done) return found.route->serve.done();
        return found.contract->word(turned.refusal, service.clock());
    } catch (const sys::Failure& broken) {
        log_broken(service, request, broken.what(), broken.sqlstate());
        fault = Fault::unavailable;
    } catch (const std::exception& defect) {
        log_broken(service, request, defect.what(), {});
    }
    return found.contract->word({fault, {}}, service.clock());
}

// A slip of the pen in nginx's configuration shows as a 404 of what the other contract has.
void log_passed_over(const Service& service, const http::Request& request, const std::string& name)
{
    service.log.warning(
        "contract_unknown",
        {{"request_id", request.id}, {"mount", request.mount}, {"path", request.path}, {"contract", name}});
}

// The same request with or without the slash, as the framework of the contracts sends it on. Never built from
// Host.
http::Response other_slash(const http::Request& request)
{
    std::string where = request.mount + request.path;
    if (where.ends_with('/'))
        where.pop_back();
    else
        where += '/';
    std::string query = request.query;
    std::erase_if(query, [](unsigned char c) { return c <= 0x20 || c >= 0x7f; });
    if (!query.empty()) where += "?" + query;
    return {307, {{"Location", where}, {"Cache-Control", "no-store"}}, {}};
}

http::Response respond(const Found& found, const Service& service, const http::Request& request)
{
    const auto worded = [&](Fault fault, std::int64_t retry_after = 1) {
        return render(found.contract->word({fault, {}, retry_after}, service.clock()), request,
                      service.config);
    };
    if (const auto until = service.bans->find(request.client, service.clock())) {
        service.measures->banned.add();
        return worded(Fault::address_banned, *until - service.clock());
    }
    if (const auto fault = fault_of(request.flaw)) return worded(*fault);
    if (!found.route && !found.passed_over.empty()) log_passed_over(service, request, found.passed_over);
    if (!found.route && found.allow.empty())
        return found.slash_differs ? other_slash(request) : worded(Fault::no_such_route);
    auto response = found.route ? render(guarded(found, service, request), request, service.config)
                                : worded(Fault::wrong_method);
    if (!found.route) response.headers.emplace_back("Allow", found.allow);
    if (response.status == 401 && found.route && !challenge(found.route->caller).empty())
        response.headers.emplace_back("WWW-Authenticate", challenge(found.route->caller));
    return response;
}

// A request that is under way, for as long as this lives.
class UnderWay {
public:
    explicit UnderWay(const sys::Gauge& gauge) : gauge_{gauge} { gauge_.add(1); }
    ~UnderWay() { gauge_.add(-1); }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;

private:
    const sys::Gauge& gauge_;
};

// found: what answers, as far as it got.
http::Response answered(Found& found, const Service& service, const http::Request& request)
{
    try {
        found = find_route(service.routes, request);
        return respond(found, service, request);
    } catch (const std::exception& broken) {
        log_broken(service, request, broken.what(), {});
        const Contract& first = service.routes.front().contract();
        return render(first.word({Fault::internal, {}}, service.clock()), request, service.config);
    }
}

// The row stands for the path, which a client chose.
void log_request(const Service& service, const http::Request& request, const Found& found, int status,
                 std::chrono::nanoseconds took)
{
    const std::string row =
        found.route ? std::string{http::name(found.route->method)} + " " + std::string{found.route->path}
                    : "none";
    service.log.info("request", {{"request_id", request.id},
                                 {"contract", found.contract ? std::string{found.contract->name} : "none"},
                                 {"route", row},
                                 {"status", status},
                                 {"ms", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()},
                                 {"client", request.client}});
}

}   // namespace

http::Response answer(const Service& service, const http::Request& request)
{
    const UnderWay under_way{service.measures->requests};
    const auto begun = Steady::now();
    Found found{nullptr};
    auto response = answered(found, service, request);
    const auto took = Steady::now() - begun;
    service.measures->answered(found.contract, found.route, response.status, took);
    if (service.config.is_on(sys::Key::log_requests))
        log_request(service, request, found, response.status, took);
    return response;
}
