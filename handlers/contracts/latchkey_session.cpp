#include "handlers/contracts/latchkey_session.h"

namespace contracts::latchkey_session {

static std::vector<Cookie> cookies(const sessions::Issued& issued)
{
    return {{access_cookie, issued.access_token, Cookie::domain, issued.access_seconds},
            {refresh_cookie, issued.refresh_token, Cookie::mount, issued.refresh_seconds}};
}

static std::vector<Cookie> no_cookies()
{
    return {{access_cookie, "", Cookie::domain, 0}, {refresh_cookie, "", Cookie::mount, 0}};
}

Reply browser_signed_in(const sessions::Issued& issued)
{
    http::Json user;
    user.with("id", issued.holder.id)
        .with("email", issued.holder.email)
        .with("username", issued.holder.username)
        .with("full_name", issued.holder.full_name)
        .with("is_verified", issued.holder.verified);
    http::Json json;
    json.with("user", user).with("expires_in", issued.access_seconds);
    return {200, std::move(json), cookies(issued)};
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
