// Part of the contract latchkey: sessions of browsers, whose tokens travel in cookies that no script can
// read.
#pragma once
#include "handlers/contracts/framework.h"
#include "handlers/gate/renew.h"
#include "handlers/rules.h"
#include "handlers/sessions/login.h"
#include "handlers/sessions/logout_by_refresh.h"
#include "handlers/sessions/refresh.h"
#include "handlers/sessions/verify_code.h"

namespace contracts::latchkey_session {

inline constexpr std::string_view access_cookie = "__Host-latchkey";
// Only latchkey's own rows get it: no guarded site ever sees it.
inline constexpr std::string_view refresh_cookie = "__Secure-latchkey-refresh";

// Never a token in the body: a page has no use for one.
Reply browser_signed_in(const sessions::Issued& issued);
Reply browser_signed_out(Done);
Reply browser_renewed(const gate::Renewed& renewed);

inline constexpr Field by_cookie{refresh_cookie, Key::refresh_token, rules::any_token, Field::optional,
                                 From::cookie};

inline constexpr Route routes[] = {
    {http::Method::post,
     "/session",
     {{"email", Key::email, rules::email}, {"password", Key::password, rules::password}},
     Caller::our_pages,
     Limit::credentials,
     serve<sessions::login, browser_signed_in>},
    {http::Method::post,
     "/session/code",
     {{"email", Key::email, rules::email}, {"code", Key::code, {Rule::text, 6, 6, true}}},
     Caller::our_pages,
     Limit::mailed_token,
     serve<sessions::verify_code, browser_signed_in>},
    {http::Method::del,
     "/session",
     {by_cookie},
     Caller::our_pages,
     Limit::relaxed,
     serve<sessions::logout_by_refresh, browser_signed_out>},
    {http::Method::post,
     "/session/refresh",
     {by_cookie},
     Caller::our_pages,
     Limit::relaxed,
     serve<sessions::refresh, browser_signed_in>},
    {http::Method::get,
     "/session/renew",
     {by_cookie, {"return", Key::return_address, {Rule::text, 0, 4096}, Field::optional, From::query}},
     Caller::anyone,
     Limit::relaxed,
     serve<gate::renew, browser_renewed>},
};

}   // namespace contracts::latchkey_session
