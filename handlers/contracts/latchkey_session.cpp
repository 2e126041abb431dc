#include "handlers/contracts/latchkey_session.h"

namespace contracts::latchkey_session {

static std::vector<Cookie> cookies(const sessions::Opened& opened)
{
    return {{access_cookie, opened.access_token, Cookie::domain, opened.access_seconds},
            {refresh_cookie, opened.refresh_token, Cookie::mount, opened.refresh_seconds}};
}

static std::vector<Cookie> no_cookies()
{
    return {{access_cookie, "", Cookie::domain, 0}, {refresh_cookie, "", Cookie::mount, 0}};
}

Reply browser_signed_in(const sessions::Opened& opened)
{
    http::Json user;
    user.with("id", opened.account.id)
        .with("email", opened.account.email)
        .with("username", opened.account.username)
        .with("full_name", opened.account.full_name)
        .with("is_verified", opened.account.verified);
    http::Json json;
    json.with("user", std::move(user)).with("expires_in", opened.access_seconds);
    return {200, std::move(json), cookies(opened)};
}

Reply browser_signed_out(Done)
{
    return {204, {}, no_cookies()};
}

Reply browser_renewed(const gate::Renewed& renewed)
{
    Reply reply{303};
    reply.cookies = renewed.session ? cookies(*renewed.session) : no_cookies();
    reply.location = renewed.address;
    return reply;
}

}   // namespace contracts::latchkey_session
