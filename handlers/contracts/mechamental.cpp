// MechaMental's contract: sign-in by username or address, every error in an envelope, invites, an
// organisation to act in, profiles.
#include "handlers/accounts/change_password.h"
#include "handlers/accounts/forgot_password.h"
#include "handlers/accounts/resend_verification.h"
#include "handlers/accounts/reset_password.h"
#include "handlers/accounts/show_account.h"
#include "handlers/accounts/update_profile.h"
#include "handlers/accounts/verify_email_once.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/contracts/mechamental_words.h"
#include "handlers/health/show_features.h"
#include "handlers/orgs/invite_info.h"
#include "handlers/orgs/switch_org.h"
#include "handlers/rules.h"
#include "handlers/sessions/login.h"
#include "handlers/sessions/logout.h"
#include "handlers/sessions/refresh.h"
#include "handlers/sessions/sign_up.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

http::Json list(const std::vector<std::string>& texts)
{
    http::Json json = http::Json::array();
    for (const std::string& text : texts) json.add(http::Json::of(text));
    return json;
}

http::Json user(const accounts::Account& account)
{
    http::Json json;
    json.with("user_id", account.id)
        .with("email", account.email)
        .with("username", account.username.value_or(account.email))
        .with("full_name", account.full_name)
        .with("auth_provider", "local")
        .with("is_active", account.active)
        .with("is_verified", account.verified)
        .with("roles", list(account.roles))
        .with("avatar_url", account.avatar_url)
        .with("bio", account.bio)
        .with("timezone", account.time_zone)
        .with("locale", account.locale)
        .with("preferences", stored_object(account.preferences))
        .with("settings", stored_object(account.settings))
        .with("created_at", iso8601(account.created_at))
        .with("updated_at", iso8601(account.updated_at));
    if (account.last_login_at)
        json.with("last_login", iso8601(*account.last_login_at));
    else
        json.with("last_login", nullptr);
    json.with("default_workspace_id", account.default_workspace_id);
    return json;
}

Reply account_shown(const accounts::Account& account)
{
    return {200, user(account)};
}

Reply profile_shown(const accounts::Account& account)
{
    http::Json json = user(account);
    json.with("has_password", account.has_password);
    return {200, std::move(json)};
}

http::Json tokens_given(const sessions::Issued& issued)
{
    http::Json json;
    json.with("access_token", issued.access_token)
        .with("refresh_token", issued.refresh_token)
        .with("token_type", "bearer")
        .with("expires_in", issued.access_seconds);
    return json;
}

Reply session_opened(const sessions::Opened& opened)
{
    http::Json json = tokens_given(opened);
    json.with("user", user(opened.account));
    return {200, std::move(json)};
}

Reply session_refreshed(const sessions::Issued& issued)
{
    return {200, tokens_given(issued)};
}

Reply org_chosen(const orgs::Chosen& chosen)
{
    http::Json json;
    json.with("access_token", chosen.access_token)
        .with("token_type", "bearer")
        .with("expires_in", chosen.access_seconds)
        .with("org_id", chosen.org);
    return {200, std::move(json)};
}

Reply registration_shown(const health::Features& features)
{
    http::Json json;
    json.with("allow_registration", features.registration == "open");
    return {200, std::move(json)};
}

Reply invite_shown(const orgs::Invitation& invitation)
{
    http::Json json;
    json.with("email", invitation.email).with("valid", invitation.open);
    return {200, std::move(json)};
}

Reply done(Done)
{
    return {200, http::Json::null()};
}

constexpr Field email{"email", Key::email, rules::email};
constexpr Field token{"token", Key::token, rules::mailed_token};
constexpr Field new_password{"new_password", Key::new_password, rules::new_password};

// Nothing is too short to be tried.
constexpr Rule typed_name{Rule::text, 0, 320};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {get, "/config", {}, anyone, relaxed, serve<health::show_features, registration_shown>},
    {get,
     "/invite-info",
     {{"token", Key::token, rules::any_token, Field::required, From::query}},
     anyone,
     mailed_token,
     serve<orgs::invite_info, invite_shown>},
    {post,
     "/register",
     {email,
      {"username", Key::username, rules::username},
      {"password", Key::password, rules::new_password},
      {"full_name", Key::full_name, rules::full_name, Field::nullable},
      {"invite_token", Key::invite_token, rules::any_token, Field::nullable}},
     anyone,
     registration,
     serve<sessions::sign_up, session_opened>},
    {post,
     "/login",
     {{"username", Key::username, typed_name}, {"password", Key::password, rules::typed_password}},
     anyone,
     credentials,
     serve<sessions::login, session_opened>},
    {post, "/logout", {}, bearer, relaxed, serve<sessions::logout, done>},
    {post, "/verify-email", {token}, anyone, mailed_token, serve<accounts::verify_email_once, done>},
    {post, "/resend-verification", {email}, anyone, mail, serve<accounts::resend_verification, done>},
    {post,
     "/refresh",
     {{"refresh_token", Key::refresh_token, rules::any_token}},
     anyone,
     relaxed,
     serve<sessions::refresh, session_refreshed>},
    {post,
     "/switch-org",
     {{"org_id", Key::org_id, rules::identifier}},
     bearer,
     relaxed,
     serve<orgs::switch_org, org_chosen>},
    {post, "/forgot-password", {email}, anyone, mail_quietly, serve<accounts::forgot_password, done>},
    {post,
     "/reset-password",
     {token, new_password},
     anyone,
     mailed_token,
     serve<accounts::reset_password, done>},
    {get, "/me", {}, bearer, relaxed, serve<accounts::show_account, account_shown>},
    {get, "/me/profile", {}, bearer, relaxed, serve<accounts::show_account, profile_shown>},
    {put,
     "/me/profile",
     {{"username", Key::username, rules::username, Field::optional},
      {"full_name", Key::full_name, rules::full_name, Field::nullable},
      {"avatar_url", Key::avatar_url, rules::link, Field::nullable},
      {"bio", Key::bio, rules::note, Field::nullable},
      {"timezone", Key::time_zone, rules::short_text, Field::nullable},
      {"locale", Key::locale, rules::short_text, Field::nullable},
      {"preferences", Key::preferences, rules::kept_object, Field::nullable},
      {"settings", Key::settings, rules::kept_object, Field::nullable},
      {"default_workspace_id", Key::default_workspace_id, rules::short_text, Field::nullable}},
     bearer,
     relaxed,
     serve<accounts::update_profile, profile_shown>},
    {put,
     "/me/password",
     {{"current_password", Key::current_password, rules::typed_password}, new_password},
     bearer,
     credentials,
     serve<accounts::change_password, done>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract mechamental{"mechamental", routes, mechamental_words::word};

}   // namespace contracts
