// Our own contract: what no other one has a word for. Mounted beside shipfastai; bearer tokens or the cookies
// of a browser's session, {"detail": ...}.
#include "handlers/accounts/change_password.h"
#include "handlers/accounts/register_account.h"
#include "handlers/accounts/show_account.h"
#include "handlers/accounts/update_profile.h"
#include "handlers/contracts/browser_cookie.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/contracts/latchkey_keys.h"
#include "handlers/contracts/latchkey_orgs.h"
#include "handlers/contracts/latchkey_session.h"
#include "handlers/health/check_live.h"
#include "handlers/health/check_ready.h"
#include "handlers/health/show_arrival.h"
#include "handlers/health/show_features.h"
#include "handlers/oauth/list_identities.h"
#include "handlers/oauth/remove_identity.h"
#include "handlers/oauth/start_linking.h"
#include "handlers/rules.h"
#include "handlers/sessions/disown_session.h"
#include "handlers/sessions/end_session.h"
#include "handlers/sessions/end_sessions.h"
#include "handlers/sessions/list_sessions.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

Reply healthy(Done)
{
    http::Json json;
    json.with("status", "ok");
    return {200, std::move(json)};
}

Reply nothing(Done)
{
    return {204};
}

Reply features_shown(const health::Features& features)
{
    http::Json providers = http::Json::array();
    for (const std::string& name : features.providers) providers.add(http::Json::of(name));
    http::Json json;
    json.with("registration", features.registration)
        .with("password_min_length", features.least_password)
        .with("oauth_providers", providers)
        .with("api_keys", features.keeps_api_keys);
    return {200, std::move(json)};
}

Reply arrival_shown(const health::Arrival& arrival)
{
    http::Json json;
    json.with("address", arrival.address)
        .with("scheme", arrival.scheme)
        .with("mount", arrival.mount)
        .with("contracts", arrival.contracts);
    return {200, std::move(json)};
}

// What shipfastai's /me shows is named alike, so that a page beside it can keep one for the other.
Reply account_shown(const accounts::Account& account)
{
    http::Json json;
    json.with("id", account.id)
        .with("email", account.email)
        .with("username", account.username)
        .with("full_name", account.full_name)
        .with("avatar_url", account.avatar_url)
        .with("bio", account.bio)
        .with("phone", account.phone)
        .with("timezone", account.time_zone)
        .with("locale", account.locale)
        .with("preferences", stored_object(account.preferences))
        .with("settings", stored_object(account.settings))
        .with("is_active", account.active)
        .with("is_verified", account.verified)
        .with("has_password", account.has_password)
        .with("created_at", iso8601(account.created_at))
        .with("updated_at", iso8601(account.updated_at));
    return {200, std::move(json)};
}

http::Json named(std::string_view name)
{
    return name.empty() ? http::Json::null() : http::Json::of(name);
}

Reply sessions_listed(const std::vector<sessions::Listed>& listed)
{
    http::Json items = http::Json::array();
    for (const auto& session : listed) {
        http::Json item;
        item.with("id", session.id)
            .with("created_at", iso8601(session.created_at))
            .with("last_used_at", iso8601(session.last_used_at))
            .with("expires_at", iso8601(session.expires_at))
            .with("address", session.address)
            .with("user_agent", session.user_agent)
            .with("device", session.device)
            .with("program", named(session.parts.program))
            .with("system", named(session.parts.system))
            .with("method", session.method)
            .with("current", session.current);
        items.add(item);
    }
    http::Json json;
    json.with("sessions", items);
    return {200, std::move(json)};
}

Reply session_disowned(Done)
{
    http::Json json;
    json.with("message", "The session was ended, and a password reset link has been sent");
    return {200, std::move(json)};
}

Reply identities_listed(const std::vector<oauth::Linked>& linked)
{
    http::Json items = http::Json::array();
    for (const auto& identity : linked) {
        http::Json item;
        item.with("id", identity.id)
            .with("provider", identity.provider)
            .with("email", identity.email)
            .with("created_at", iso8601(identity.created_at))
            .with("last_used_at", iso8601(identity.last_used_at));
        items.add(item);
    }
    http::Json json;
    json.with("identities", items);
    return {200, std::move(json)};
}

Reply linking_begun(const oauth::Begun& begun)
{
    http::Json json;
    json.with("authorization_url", begun.url);
    return {200, std::move(json), {browser_holds(begun.browser, begun.seconds)}};
}

constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::email_not_verified: return {403, "Email not verified"};
    case Fault::wrong_credentials: return {401, "Wrong email or password"};
    case Fault::account_disabled: return {403, "Account is disabled"};
    case Fault::email_taken: return {409, "Email already registered"};
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

constexpr Route own[] = {
    // method, path, fields, who, how often, handler -> shape
    {get, "/arrival", {}, Caller::administrator, relaxed, serve<health::show_arrival, arrival_shown>},
    {get, "/config", {}, anyone, relaxed, serve<health::show_features, features_shown>},
    {get, "/health/live", {}, anyone, relaxed, serve<health::check_live, healthy>},
    {get, "/health/ready", {}, anyone, relaxed, serve<health::check_ready, healthy>},
    {post,
     "/accounts",
     {{"email", Key::email, rules::email},
      {"password", Key::password, rules::new_password},
      {"full_name", Key::full_name, rules::full_name, Field::nullable},
      {"invite_token", Key::invite_token, rules::any_token, Field::nullable}},
     anyone,
     registration,
     serve<accounts::register_account, account_shown>},
    {put,
     "/me",
     {{"username", Key::username, rules::username, Field::nullable},
      {"full_name", Key::full_name, rules::full_name, Field::nullable},
      {"avatar_url", Key::avatar_url, rules::link, Field::nullable},
      {"bio", Key::bio, rules::note, Field::nullable},
      {"phone", Key::phone, rules::short_text, Field::nullable},
      {"timezone", Key::time_zone, rules::short_text, Field::nullable},
      {"locale", Key::locale, rules::short_text, Field::nullable},
      {"preferences", Key::preferences, rules::kept_object, Field::nullable},
      {"settings", Key::settings, rules::kept_object, Field::nullable}},
     session,
     relaxed,
     serve<accounts::update_profile, account_shown>},
    {put,
     "/me/password",
     {{"current_password", Key::current_password, rules::typed_password},
      {"new_password", Key::new_password, rules::new_password}},
     session,
     credentials,
     serve<accounts::change_password, nothing>},
    {get, "/session", {}, session, relaxed, serve<accounts::show_account, account_shown>},
    {get, "/sessions", {}, session, relaxed, serve<sessions::list_sessions, sessions_listed>},
    {del,
     "/sessions",
     {{"all", Key::all, rules::flag, Field::optional, From::query}},
     session,
     relaxed,
     serve<sessions::end_sessions, nothing>},
    {del,
     "/sessions/{id}",
     {{"id", Key::id, rules::identifier, Field::required, From::path}},
     session,
     relaxed,
     serve<sessions::end_session, nothing>},
    {post,
     "/sessions/not-me",
     {{"token", Key::token, rules::mailed_token}},
     anyone,
     mailed_token,
     serve<sessions::disown_session, session_disowned>},
    {get, "/identities", {}, session, relaxed, serve<oauth::list_identities, identities_listed>},
    {post,
     "/identities",
     {{"provider", Key::provider, rules::provider}, browser},
     session,
     sign_in,
     serve<oauth::start_linking, linking_begun>},
    {del,
     "/identities/{id}",
     {{"id", Key::id, rules::identifier, Field::required, From::path}},
     session,
     relaxed,
     serve<oauth::remove_identity, nothing>},
    described,
};

constexpr auto routes = joined(own, latchkey_session::routes, latchkey_orgs::routes, latchkey_keys::routes);

static_assert(sound(routes));

}   // namespace

extern constexpr Contract latchkey{"latchkey", routes, word, latchkey_session::access_cookie, Cookie::domain};

}   // namespace contracts
