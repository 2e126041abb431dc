// Bitcain's contract of accounts and sessions: {success, user, session, error}, the access token to end in
// the body of a logout, mail links. Its API keys and KYC are contracts of their own, being mounted elsewhere.
#include "handlers/accounts/prove_address.h"
#include "handlers/accounts/resend_verification.h"
#include "handlers/accounts/show_account.h"
#include "handlers/accounts/verification_status.h"
#include "handlers/contracts/bitcain_words.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/rules.h"
#include "handlers/sessions/login.h"
#include "handlers/sessions/logout_by_access.h"
#include "handlers/sessions/refresh.h"
#include "handlers/sessions/sign_up.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

http::Json moment(const std::optional<std::int64_t>& microseconds)
{
    return microseconds ? http::Json::of(iso8601(*microseconds)) : http::Json::null();
}

http::Json user(const accounts::Holder& holder)
{
    http::Json json;
    json.with("id", holder.id)
        .with("email", holder.email)
        .with("email_confirmed_at", moment(holder.verified_at));
    return json;
}

Reply session_opened(const sessions::Issued& issued)
{
    http::Json session;
    session.with("access_token", issued.access_token)
        .with("refresh_token", issued.refresh_token)
        .with("expires_at", issued.access_expires_at);
    http::Json json;
    json.with("success", true)
        .with("user", user(issued.holder))
        .with("session", session)
        .with("error", nullptr);
    return {200, std::move(json)};
}

Reply signed_out(Done)
{
    http::Json json;
    json.with("message", "Logged out successfully");
    return {200, std::move(json)};
}

Reply verification_sent(Done)
{
    http::Json json;
    json.with("success", true)
        .with("message",
              "If the address is registered and not yet verified, a verification link has been sent")
        .with("retry_after", nullptr);
    return {200, std::move(json)};
}

Reply profile(const accounts::Account& account)
{
    http::Json json;
    json.with("id", account.id)
        .with("email", account.email)
        .with("full_name", account.full_name)
        .with("avatar_url", account.avatar_url)
        .with("phone", account.phone)
        .with("created_at", iso8601(account.created_at))
        .with("updated_at", iso8601(account.updated_at));
    return {200, std::move(json)};
}

Reply address_proven(const accounts::Proven& proven)
{
    http::Json json;
    json.with("success", true)
        .with("message", proven.before ? "Email already verified" : "Email verified successfully")
        .with("redirect_url", proven.next)
        .with("resend_url", nullptr)
        .with("user_id", proven.account)
        .with("email", proven.email);
    return {200, std::move(json)};
}

Reply verification_shown(const accounts::VerificationStatus& status)
{
    const bool expired = status.link_expires_at && status.seconds_left == 0;
    http::Json json;
    json.with("email", status.email)
        .with("is_verified", status.verified_at.has_value())
        .with("status", status.verified_at ? "verified"
                        : expired          ? "expired"
                                           : "pending")
        .with("verified_at", moment(status.verified_at))
        .with("token_expires_at", moment(status.link_expires_at))
        .with("time_remaining_seconds",
              status.link_expires_at ? http::Json::of(status.seconds_left) : http::Json::null());
    return {200, std::move(json)};
}

constexpr Field email{"email", Key::email, rules::email};

// No longer than a request body; the contract knows no maximum.
constexpr Rule new_password{Rule::text, 8, http::max_body, true};
constexpr Rule password{Rule::text, 0, http::max_body, true};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {post,
     "/signup",
     {email, {"password", Key::password, new_password}},
     anyone,
     registration,
     serve<sessions::sign_up, session_opened>},
    {post,
     "/login",
     {email, {"password", Key::password, password}},
     anyone,
     credentials,
     serve<sessions::login, session_opened>},
    {post,
     "/refresh",
     {{"refresh_token", Key::refresh_token, rules::any_token}},
     anyone,
     relaxed,
     serve<sessions::refresh, session_opened>},
    {post,
     "/logout",
     {{"access_token", Key::access_token, rules::any_token}},
     anyone,
     relaxed,
     serve<sessions::logout_by_access, signed_out>},
    {post,
     "/resend-verification",
     {email},
     anyone,
     mail,
     serve<accounts::resend_verification, verification_sent>},
    {get, "/profile", {}, bearer, relaxed, serve<accounts::show_account, profile>},
    {post,
     "/verify-email",
     {{"token", Key::token, rules::mailed_token}},
     anyone,
     mailed_token,
     serve<accounts::prove_address, address_proven>},
    {get,
     "/verification-status",
     {{"email", Key::email, {Rule::text, 0, 320}, Field::required, From::query}},
     anyone,
     mailed_token,
     serve<accounts::verification_status, verification_shown>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract bitcain{"bitcain", routes, bitcain_words::word_auth};

}   // namespace contracts
