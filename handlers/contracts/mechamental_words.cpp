#include "handlers/contracts/mechamental_words.h"

#include "handlers/contracts/framework.h"

namespace contracts::mechamental_words {

namespace {

struct Said {
    int status;
    std::string_view message;
    std::string_view permission = {};   // of a 403, where the refusal does not name it
};

constexpr std::string_view no_permission = "You don't have permission to perform this action";

constexpr Said said(Fault fault)
{
    switch (fault) {
    case Fault::not_signed_in: return {401, "Authentication required"};
    case Fault::wrong_credentials: return {401, "Invalid username or password"};
    case Fault::wrong_current_password: return {401, "Current password is incorrect"};
    case Fault::bad_refresh_token:
    case Fault::bad_verification_token:
    case Fault::bad_verification_code:
    case Fault::bad_reset_token: return {401, "Invalid or expired token"};
    case Fault::account_disabled: return {403, "Account is inactive", "account:login"};
    case Fault::email_not_verified: return {403, "Email not verified", "account:verified"};
    case Fault::registration_closed: return {403, "Registration is closed", "account:create"};
    case Fault::bad_invite: return {403, "Invalid or expired invite", "account:create"};
    case Fault::cross_site: return {403, no_permission, "request:cross_site"};
    case Fault::forbidden: return {403, no_permission};
    case Fault::not_found:
    case Fault::no_such_route: return {404, "The requested resource was not found"};
    case Fault::wrong_method: return {405, "Method not allowed"};
    case Fault::email_taken:
    case Fault::username_taken:
    case Fault::org_name_taken:
    case Fault::already_member: return {409, "Resource already exists"};
    case Fault::last_owner: return {409, "An organization needs an owner"};
    case Fault::internal: return {500, "An unexpected error occurred"};
    default: break;
    }
    const auto [status, detail] = inherited(fault);
    return {status, detail};
}

static_assert(words_every_fault(said));

std::string_view code(int status)
{
    switch (status) {
    case 400: return "BAD_REQUEST";
    case 401: return "AUTHENTICATION_FAILED";
    case 403: return "FORBIDDEN";
    case 404: return "RESOURCE_NOT_FOUND";
    case 405: return "METHOD_NOT_ALLOWED";
    case 409: return "CONFLICT";
    case 413: return "PAYLOAD_TOO_LARGE";
    case 415: return "UNSUPPORTED_MEDIA_TYPE";
    case 429: return "RATE_LIMIT_EXCEEDED";
    case 503: return "SERVICE_UNAVAILABLE";
    default: return "INTERNAL_SERVER_ERROR";
    }
}

http::Json details(const Refusal& refusal, const Said& words)
{
    http::Json json;
    if (words.status == 403)
        json.with("required_permission", refusal.about.empty() ? words.permission : refusal.about);
    if (words.status == 404 && !refusal.about.empty()) json.with("resource_type", refusal.about);
    if (words.status == 429) json.with("retry_after", refusal.retry_after);
    return json;
}

// Always with microseconds, never with a zone.
std::string timestamp(std::int64_t now)
{
    std::string text = iso8601(now * 1'000'000);
    text.pop_back();
    return text + ".000000";
}

}   // namespace

Reply word(const Refusal& refusal, std::int64_t now)
{
    const Said words = said(refusal.fault);
    Reply reply = worded({words.status, words.message}, refusal, ItemKeys::five);
    if (refusal.fault == Fault::invalid_fields) return reply;
    http::Json envelope;
    envelope.with("error", code(words.status))
        .with("message", words.message)
        .with("details", details(refusal, words))
        .with("timestamp", timestamp(now))
        .with("status_code", words.status);
    reply.body = std::move(envelope);
    return reply;
}

}   // namespace contracts::mechamental_words
