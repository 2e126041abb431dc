#include "handlers/render.h"

static std::string set_cookie(const Cookie& cookie, const http::Request& request, const sys::Config& config)
{
    std::string text = std::string{cookie.name} + "=" + cookie.value;
    text += "; Path=" +
            (cookie.path == Cookie::mount && !request.mount.empty() ? request.mount : std::string{"/"});
    text += "; Max-Age=" + std::to_string(cookie.seconds) + "; HttpOnly; SameSite=Lax";
    if (config.is_on(sys::Key::cookie_secure)) text += "; Secure";
    return text;
}

http::Response render(const Reply& reply, const http::Request& request, const sys::Config& config)
{
    http::Response response{reply.status, {{"Cache-Control", "no-store"}}, {}};
    if (reply.body) response.body = reply.body->text();
    if (reply.retry_after > 0)
        response.headers.emplace_back("Retry-After", std::to_string(reply.retry_after));
    for (const Cookie& cookie : reply.cookies)
        response.headers.emplace_back("Set-Cookie", set_cookie(cookie, request, config));
    return response;
}
