// HydraCore's contract: JSON tokens and session cookies at once, evf in the token, 422 items of three keys.
#include "handlers/accounts/forgot_password.h"
#include "handlers/accounts/resend_verification.h"
#include "handlers/accounts/reset_password.h"
#include "handlers/accounts/show_brief_account.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/rules.h"
#include "handlers/sessions/login.h"
#include "handlers/sessions/logout_by_refresh.h"
#include "handlers/sessions/refresh.h"
#include "handlers/sessions/sign_up.h"
#include "handlers/sessions/verify_code.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

constexpr std::string_view access_cookie = "access_token";
constexpr std::string_view refresh_cookie = "refresh_token";

http::Json tokens_given(const sessions::Issued& issued)
{
    http::Json json;
    json.with("access_token", issued.access_token)
        .with("refresh_token", issued.refresh_token)
        .with("token_type", "bearer")
        .with("expires_in", issued.access_seconds)
        .with("email_verified", issued.holder.verified);
    return json;
}

// For command lines: never a cookie.
Reply tokens_only(const sessions::Issued& issued)
{
    return {200, tokens_given(issued)};
}

Reply session_opened(const sessions::Issued& issued)
{
    return {200,
            tokens_given(issued),
            {{access_cookie, issued.access_token, Cookie::everywhere, issued.access_seconds},
             {refresh_cookie, issued.refresh_token, Cookie::mount, issued.refresh_seconds}}};
}

Reply signed_out(Done)
{
    return {204, {}, {{access_cookie, "", Cookie::everywhere, 0}, {refresh_cookie, "", Cookie::mount, 0}}};
}

Reply message(const char* text)
{
    http::Json json;
    json.with("message", text);
    return {200, std::move(json)};
}

Reply verification_sent(Done)
{
    return message("If the address is registered and not yet verified, a code has been sent");
}

Reply reset_sent(Done)
{
    return message("If the address is registered, a reset link has been sent");
}

Reply password_reset(Done)
{
    return message("Password has been reset");
}

Reply account_shown(const accounts::Brief& account)
{
    http::Json json;
    json.with("id", account.id)
        .with("email", account.email)
        .with("email_verified", account.verified)
        .with("display_name", account.full_name)
        .with("is_admin", false)
        .with("tenant_id", nullptr)
        .with("created_at", iso8601(account.created_at));
    if (account.last_login_at)
        json.with("last_login", iso8601(*account.last_login_at));
    else
        json.with("last_login", nullptr);
    return {200, std::move(json)};
}

constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::email_not_verified: return {403, "Email not verified"};
    case Fault::wrong_credentials: return {401, "Invalid email or password"};
    case Fault::account_disabled: return {403, "Account is disabled"};
    case Fault::email_taken: return {409, "Email already registered"};
    case Fault::bad_refresh_token: return {401, "Invalid refresh token"};
    case Fault::bad_verification_token:
    case Fault::bad_verification_code: return {400, "Invalid or expired verification code"};
    case Fault::bad_reset_token: return {400, "Invalid or expired reset token"};
    default: return inherited(fault);
    }
}

static_assert(words_every_fault(wording));

Reply word(const Refusal& refusal, std::int64_t)
{
    return worded(wording(refusal.fault), refusal, ItemKeys::three);
}

constexpr Field email{"email", Key::email, rules::email};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {post,
     "/register",
     {email, {"password", Key::password, rules::new_password}},
     anyone,
     registration,
     serve<sessions::sign_up, session_opened>},
    {post,
     "/login",
     {email, {"password", Key::password, {Rule::text, 1, 128, true}}},
     anyone,
     credentials,
     serve<sessions::login, session_opened>},
    {post,
     "/logout",
     {{"refresh_token", Key::refresh_token, rules::any_token, Field::optional},
      {refresh_cookie, Key::refresh_token, rules::any_token, Field::optional, From::cookie}},
     anyone,
     relaxed,
     serve<sessions::logout_by_refresh, signed_out>},
    {post,
     "/refresh",
     {{"refresh_token", Key::refresh_token, rules::any_token, Field::optional},
      {refresh_cookie, Key::refresh_token, rules::any_token, Field::optional, From::cookie}},
     anyone,
     relaxed,
     serve<sessions::refresh, session_opened>},
    {post,
     "/verify-email",
     {{"code", Key::code, {Rule::text, 6, 6, true}}, email},
     anyone,
     mailed_token,
     serve<sessions::verify_code, session_opened>},
    {post,
     "/resend-verification",
     {email},
     anyone,
     mail,
     serve<accounts::resend_verification, verification_sent>},
    {post, "/forgot-password", {email}, anyone, mail_quietly, serve<accounts::forgot_password, reset_sent>},
    {post,
     "/reset-password",
     {{"token", Key::token, {Rule::text, 1, 256, true}},
      {"new_password", Key::new_password, rules::new_password}},
     anyone,
     mailed_token,
     serve<accounts::reset_password, password_reset>},
    {post, "/token", {}, basic, credentials, serve<sessions::login, tokens_only>},
    {get, "/me", {}, verified_session, relaxed, serve<accounts::show_brief_account, account_shown>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract hydracore{"hydracore", routes, word, access_cookie};

}   // namespace contracts
