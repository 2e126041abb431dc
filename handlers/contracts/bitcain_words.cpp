#include "handlers/contracts/bitcain_words.h"

#include "handlers/contracts/framework.h"

namespace contracts::bitcain_words {

namespace {

constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::wrong_credentials: return {401, "Invalid login credentials"};
    case Fault::account_disabled: return {403, "Account is disabled"};
    case Fault::email_taken: return {409, "User already registered"};
    case Fault::bad_refresh_token: return {401, "Invalid or expired refresh token"};
    case Fault::bad_verification_token:
    case Fault::bad_verification_code: return {400, "Invalid or expired verification token"};
    case Fault::bad_reset_token: return {400, "Invalid or expired reset token"};
    case Fault::email_not_verified: return {403, "Email not confirmed"};
    default: return inherited(fault);
    }
}

static_assert(words_every_fault(wording));

// One of the framework or the machinery, not of the business.
bool is_plain(Fault fault)
{
    switch (fault) {
    case Fault::no_such_route:
    case Fault::wrong_method:
    case Fault::unreadable_body:
    case Fault::repeated_header:
    case Fault::body_too_large:
    case Fault::unsupported_encoding:
    case Fault::invalid_fields:
    case Fault::busy:
    case Fault::unavailable:
    case Fault::not_signed_in:
    case Fault::cross_site:
    case Fault::forbidden:
    case Fault::not_found:
    case Fault::internal: return true;
    default: return false;
    }
}

http::Json failure(std::string_view words)
{
    http::Json body;
    body.with("success", false).with("user", nullptr).with("session", nullptr);
    body.with("error", words).with("detail", words);
    return body;
}

// What the rows that mail a letter, or take what one brought, add.
http::Json with_message(std::string_view words)
{
    http::Json body = failure(words);
    body.with("message", words);
    return body;
}

}   // namespace

Reply word_auth(const Refusal& refusal, std::int64_t)
{
    const std::string_view detail = wording(refusal.fault).detail;
    Reply reply = worded(wording(refusal.fault), refusal, ItemKeys::five);
    if (is_plain(refusal.fault)) return reply;
    reply.body = failure(detail);
    if (reply.status == 429) {
        reply.body = with_message(detail);
        reply.body->with("retry_after", refusal.retry_after);
    }
    if (refusal.fault == Fault::bad_verification_token) {
        reply.body = with_message(detail);
        reply.body->with("redirect_url", nullptr).with("resend_url", refusal.about);
        reply.body->with("user_id", nullptr).with("email", nullptr);
    }
    return reply;
}

Reply word_plainly(const Refusal& refusal, std::int64_t)
{
    if (refusal.fault == Fault::not_found && !refusal.about.empty())
        return detail_reply(404, refusal.about + " not found");
    return worded(wording(refusal.fault), refusal, ItemKeys::five);
}

Reply word_result(const Refusal& refusal, std::int64_t now)
{
    Reply reply = word_plainly(refusal, now);
    if (refusal.fault != Fault::too_many_keys) return reply;
    const std::string_view detail = wording(refusal.fault).detail;
    reply.body = http::Json{};
    reply.body->with("success", false).with("message", detail).with("data", nullptr).with("detail", detail);
    return reply;
}

}   // namespace contracts::bitcain_words
