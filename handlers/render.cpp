#include "handlers/render.h"

#include "handlers/cookies.h"

static std::string set_cookie(const Cookie& cookie, const http::Request& request, const sys::Config& config)
{
    const bool secure = config.is_on(sys::Key::cookie_secure);
    std::string text = sent_name(cookie.name, cookie.path, config) + "=" + cookie.value;
    text += "; Path=" +
            (cookie.path == Cookie::mount && !request.mount.empty() ? request.mount : std::string{"/"});
    text += "; Max-Age=" + std::to_string(cookie.seconds) + "; HttpOnly; SameSite=Lax";
    if (is_shared(cookie.path, config)) text += "; Domain=" + config.text(sys::Key::cookie_domain);
    if (secure) text += "; Secure";
    return text;
}

http::Response render(const Reply& reply, const http::Request& request, const sys::Config& config)
{
    http::Response response{reply.status, {{"Cache-Control", "no-store"}}, {}};
    response.body = reply.body ? reply.body->text() : reply.text;
    if (!reply.location.empty()) {
        response.headers.emplace_back("Location", reply.location);
        response.headers.emplace_back("Referrer-Policy", "no-referrer");
    }
    if (reply.retry_after > 0)
        response.headers.emplace_back("Retry-After", std::to_string(reply.retry_after));
    for (const auto& [name, value] : reply.headers) response.headers.emplace_back(name, value);
    for (const Cookie& cookie : reply.cookies)
        response.headers.emplace_back("Set-Cookie", set_cookie(cookie, request, config));
    return response;
}
