#include "handlers/cookies.h"

bool is_shared(Cookie::Path path, const sys::Config& config)
{
    return path == Cookie::domain && !config.text(sys::Key::cookie_domain).empty();
}

std::string sent_name(std::string_view declared, Cookie::Path path, const sys::Config& config)
{
    constexpr std::string_view of_one_host = "__Host-";
    const bool secure = config.is_on(sys::Key::cookie_secure);
    if (secure && is_shared(path, config) && declared.starts_with(of_one_host))
        return "__Secure-" + std::string{declared.substr(of_one_host.size())};
    return std::string{cookie_name(declared, secure)};
}
