// ShipFastAI's contract: bearer tokens, {"detail": ...}, mail links, OAuth. Its logout invalidates nothing.
#include "fcgi/http/fields.h"
#include "handlers/accounts/check_reset_token.h"
#include "handlers/accounts/forgot_password.h"
#include "handlers/accounts/register_account.h"
#include "handlers/accounts/resend_verification.h"
#include "handlers/accounts/reset_password.h"
#include "handlers/accounts/show_brief_account.h"
#include "handlers/accounts/verify_email.h"
#include "handlers/contracts/browser_cookie.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/oauth/finish_sign_in.h"
#include "handlers/oauth/start_sign_in.h"
#include "handlers/rules.h"
#include "handlers/sessions/leave.h"
#include "handlers/sessions/login.h"
#include "handlers/sessions/refresh.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

http::Json user(const accounts::Brief& account)
{
    http::Json json;
    json.with("id", account.id)
        .with("email", account.email)
        .with("full_name", account.full_name)
        .with("avatar_url", account.avatar_url)
        .with("is_active", account.active)
        .with("is_verified", account.verified)
        .with("oauth_provider", account.provider)
        .with("subscription_status", account.subscription_status)
        .with("subscription_tier", account.subscription_tier)
        .with("created_at", iso8601(account.created_at));
    return json;
}

Reply account_shown(const accounts::Brief& account)
{
    return {200, user(account)};
}

Reply tokens_given(const sessions::Issued& issued, const http::Json& user)
{
    http::Json json;
    json.with("access_token", issued.access_token)
        .with("refresh_token", issued.refresh_token)
        .with("token_type", "bearer")
        .with("user", user);
    return {200, std::move(json)};
}

Reply session_opened(const sessions::Opened& opened)
{
    return tokens_given(opened, user(opened.account));
}

Reply session_refreshed(const sessions::Issued& issued)
{
    return tokens_given(issued, http::Json::null());
}

Reply message(const char* text)
{
    http::Json json;
    json.with("message", text);
    return {200, std::move(json)};
}

Reply signed_out(Done)
{
    return message("Successfully logged out");
}

Reply email_verified(accounts::Verification verification)
{
    return message(verification == accounts::Verification::done ? "Email verified successfully"
                                                                : "Email already verified");
}

Reply verification_sent(Done)
{
    return message("If your email is registered, a verification link has been sent");
}

Reply reset_sent(Done)
{
    return message("If your email is registered, a password reset link has been sent");
}

Reply reset_token_valid(Done)
{
    http::Json json;
    json.with("valid", true);
    return {200, std::move(json)};
}

Reply password_reset(Done)
{
    return message("Password reset successfully");
}

Reply sign_in_begun(const oauth::Begun& begun)
{
    http::Json json;
    json.with("authorization_url", begun.url).with("state", begun.state);
    return {200, std::move(json), {browser_holds(begun.browser, begun.seconds)}};
}

Reply sign_in_finished(const oauth::Arrived& arrived)
{
    if (!arrived.session) return {.status = 303, .location = arrived.page};
    return {.status = 303,
            .location = arrived.page +
                        "?access_token=" + http::percent_encoded(arrived.session->access_token) +
                        "&refresh_token=" + http::percent_encoded(arrived.session->refresh_token)};
}

constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::email_not_verified: return {403, "Email not verified"};
    case Fault::wrong_credentials: return {401, "Incorrect email or password"};
    case Fault::account_disabled: return {403, "Account is inactive"};
    case Fault::email_taken: return {400, "Email already registered"};
    case Fault::bad_refresh_token: return {401, "Invalid or expired refresh token"};
    case Fault::bad_verification_token: return {400, "Invalid or expired verification token"};
    case Fault::bad_verification_code: return {400, "Invalid or expired verification code"};
    case Fault::bad_reset_token: return {400, "Invalid or expired reset token"};
    default: return inherited(fault);
    }
}

static_assert(words_every_fault(wording));

Reply word(const Refusal& refusal, std::int64_t)
{
    return worded(wording(refusal.fault), refusal, ItemKeys::five);
}

constexpr Field email{"email", Key::email, rules::email};

constexpr Field provider{"provider", Key::provider, rules::provider, Field::required, From::path};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {post,
     "/register",
     {email,
      {"password", Key::password, rules::new_password},
      {"full_name", Key::full_name, rules::full_name, Field::nullable}},
     anyone,
     registration,
     serve<accounts::register_account, account_shown>},
    {post,
     "/login",
     {email, {"password", Key::password, rules::password}},
     anyone,
     credentials,
     serve<sessions::login, session_opened>},
    {post,
     "/refresh",
     {{"refresh_token", Key::refresh_token, rules::signed_token}},
     anyone,
     relaxed,
     serve<sessions::refresh, session_refreshed>},
    {post, "/logout", {}, anyone, relaxed, serve<sessions::leave, signed_out>},
    {get, "/me", {}, bearer, relaxed, serve<accounts::show_brief_account, account_shown>},
    {post,
     "/verify-email",
     {{"token", Key::token, rules::mailed_token}},
     anyone,
     mailed_token,
     serve<accounts::verify_email, email_verified>},
    {post,
     "/resend-verification",
     {email},
     anyone,
     mail_quietly,
     serve<accounts::resend_verification, verification_sent>},
    {post, "/forgot-password", {email}, anyone, mail_quietly, serve<accounts::forgot_password, reset_sent>},
    {post,
     "/verify-reset-token",
     {{"token", Key::token, rules::mailed_token}},
     anyone,
     mailed_token,
     serve<accounts::check_reset_token, reset_token_valid>},
    {post,
     "/reset-password",
     {{"token", Key::token, rules::mailed_token}, {"new_password", Key::new_password, rules::new_password}},
     anyone,
     mailed_token,
     serve<accounts::reset_password, password_reset>},
    {get,
     "/oauth/{provider}",
     {provider, browser, {"invite_token", Key::invite_token, rules::any_token, Field::optional, From::query}},
     anyone,
     sign_in,
     serve<oauth::start_sign_in, sign_in_begun>},
    {get,
     "/callback/{provider}",
     {provider,
      browser,
      {"state", Key::state, rules::signed_token, Field::required, From::query},
      {"code", Key::code, rules::any_token, Field::optional, From::query},
      {"error", Key::error, rules::provider_said, Field::optional, From::query},
      {"iss", Key::authority, rules::provider_said, Field::optional, From::query},
      {"HTTP_ACCEPT", Key::accept, rules::provider_said, Field::optional, From::site}},
     anyone,
     sign_in,
     serve<oauth::finish_sign_in, sign_in_finished>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract shipfastai{"shipfastai", routes, word, {}, Cookie::everywhere, &latchkey};

}   // namespace contracts
