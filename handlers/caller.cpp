#include "handlers/caller.h"

#include <charconv>

#include "fcgi/crypto/digest.h"
#include "fcgi/http/fields.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "handlers/cookies.h"
#include "handlers/email_address.h"
#include "handlers/sessions/revocations.h"
#include "handlers/validate.h"

bool takes_session_cookie(Caller caller)
{
    switch (caller) {
    case Caller::anyone:
    case Caller::our_pages:
    case Caller::bearer:
    case Caller::basic:
    case Caller::administrator:
    case Caller::kyc_provider: return false;
    case Caller::session:
    case Caller::visitor:
    case Caller::verified_session:
    case Caller::org_member:
    case Caller::org_admin:
    case Caller::org_owner: break;
    }
    return true;
}

namespace {

// An access token, and whether a cookie brought it.
struct Presented {
    std::string token;
    bool by_cookie;
};

Presented presented_token(const Found& found, const http::Request& request, const sys::Config& config)
{
    if (const auto token = http::bearer(request.authorization)) return {std::string{*token}, false};
    const std::string_view cookie = found.contract->access_cookie;
    if (!takes_session_cookie(found.route->caller) || !request.authorization.empty() || cookie.empty())
        return {{}, false};
    const auto name = sent_name(cookie, found.contract->access_path, config);
    return {http::cookie(request.cookie, name).value_or(""), true};
}

// A browser sends cookies along whoever made it send the request, so a write by cookie must come from our own
// pages: Origin and Sec-Fetch-Site say so where a browser is at work, and a body other than JSON needs no
// preflight.
bool may_be_forged(const http::Request& request, const sys::Config& config)
{
    if (request.method == "GET") return false;
    if (!request.origin.empty() && request.origin != config.text(sys::Key::public_url) &&
        request.origin != config.text(sys::Key::frontend_url))
        return true;
    if (request.fetch_site == "cross-site") return true;
    return !request.body.empty() && !request.content_type.starts_with("application/json");
}

std::optional<Demand> demand(const Found& found)
{
    const auto least = [&]() -> std::optional<Role> {
        switch (found.route->caller) {
        case Caller::org_member: return Role::member;
        case Caller::org_admin: return Role::admin;
        case Caller::org_owner: return Role::owner;
        case Caller::anyone:
        case Caller::our_pages:
        case Caller::visitor:
        case Caller::bearer:
        case Caller::session:
        case Caller::verified_session:
        case Caller::basic:
        case Caller::administrator:
        case Caller::kyc_provider: break;
        }
        return std::nullopt;
    }();
    if (!least) return std::nullopt;
    for (const Field& field : found.route->fields)
        if (field.key == Key::org_id && field.from == From::path)
            for (const auto& [name, value] : found.values)
                if (name == field.name) return Demand{value, *least};
    throw sys::Failure{"a row demands a role in an organisation that its path does not name"};
}

Result<Known> known_by_token(const Found& found, const http::Request& request, const Service& service)
{
    const auto [token, by_cookie] = presented_token(found, request, service.config);
    if (by_cookie && may_be_forged(request, service.config)) return refuse(Fault::cross_site);
    auto claims = tokens::read(service.keys, service.config.text(sys::Key::issuer), tokens::Use::access,
                               token, service.clock());
    if (!claims) return refuse(Fault::not_signed_in);
    if (found.route->caller == Caller::verified_session && !claims->verified)
        return refuse(Fault::email_not_verified);
    const auto verdict = service.revocations->judge(*claims);
    if (verdict == sessions::Verdict::revoked) return refuse(Fault::not_signed_in);
    Known known{std::move(claims)};
    // Only a gate takes our memory for it; what acts in somebody's name asks the database.
    if (found.route->caller != Caller::visitor || verdict == sessions::Verdict::unsure)
        known.standing.emplace(known.claims->subject, known.claims->session, demand(found),
                               known.claims->org);
    return known;
}

// Seconds since 1970 in digits, at most five minutes from now.
bool is_recent(const std::string& time, std::int64_t now)
{
    constexpr std::int64_t tolerance = 300;
    std::int64_t said = 0;
    const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), said);
    if (error != std::errc{} || end != time.data() + time.size() || said < 0) return false;
    return said <= now ? now - said <= tolerance : said - now <= tolerance;
}

// HMAC-SHA256 over "time.body", in hexadecimal.
bool is_signed(const http::Request& request, const std::string& secret, std::int64_t now)
{
    const auto signature = sys::from_hex(request.signature);
    if (!signature || !is_recent(request.signature_time, now)) return false;
    return crypto::equal(*signature,
                         crypto::hmac_sha256(secret, request.signature_time + "." + request.body));
}

// The bearer is the provider's secret, never a user's token.
Result<Known> known_by_secret(const http::Request& request, const Service& service)
{
    const std::string& secret = service.config.text(sys::Key::kyc_secret);
    const auto presented = http::bearer(request.authorization);
    if (secret.empty()) return refuse(Fault::not_signed_in);
    if (presented ? crypto::equal(*presented, secret) : is_signed(request, secret, service.clock()))
        return Known{};
    return refuse(Fault::not_signed_in);
}

Result<Known> known_by_our_keys(const http::Request& request, const Service& service)
{
    const auto token = http::bearer(request.authorization);
    if (token && tokens::read(service.keys, service.config.text(sys::Key::issuer),
                              tokens::Use::administration, *token, service.clock()))
        return Known{};
    return refuse(Fault::not_signed_in);
}

Result<Known> known_by_password(const http::Request& request)
{
    auto credentials = http::basic(request.authorization);
    if (!credentials) return refuse(Fault::not_signed_in);
    auto email = normalised_email(credentials->user);
    // No account has such an address, but it must cost what any other costs.
    return Known{{}, {}, email ? std::move(*email) : "nobody@invalid", std::move(credentials->password)};
}

}   // namespace

Result<Known> known(const Found& found, const http::Request& request, const Service& service)
{
    switch (found.route->caller) {
    case Caller::anyone:
        if (takes_cookie(found.route->fields, request, service.config.is_on(sys::Key::cookie_secure)) &&
            may_be_forged(request, service.config))
            return refuse(Fault::cross_site);
        return Known{};
    case Caller::our_pages:
        if (may_be_forged(request, service.config)) return refuse(Fault::cross_site);
        return Known{};
    case Caller::visitor:
        if (http::basic(request.authorization)) return known_by_password(request);
        break;
    case Caller::basic: return known_by_password(request);
    case Caller::kyc_provider: return known_by_secret(request, service);
    case Caller::administrator: return known_by_our_keys(request, service);
    case Caller::bearer:
    case Caller::session:
    case Caller::verified_session:
    case Caller::org_member:
    case Caller::org_admin:
    case Caller::org_owner: break;
    }
    return known_by_token(found, request, service);
}

std::string_view challenge(Caller caller)
{
    switch (caller) {
    case Caller::anyone:
    case Caller::our_pages:
    case Caller::visitor: return {};   // the gate words its own, which no browser opens a box for
    case Caller::basic: return "Basic realm=\"Latchkey\", charset=\"UTF-8\"";
    case Caller::bearer:
    case Caller::session:
    case Caller::verified_session:
    case Caller::kyc_provider:
    case Caller::administrator:
    case Caller::org_member:
    case Caller::org_admin:
    case Caller::org_owner: break;
    }
    return "Bearer";
}
