#include "handlers/gate/return_address.h"

#include <algorithm>
#include <cctype>

namespace gate {

namespace {

// What browsers take for the beginning of a host, or cut away, has no place here.
bool is_target(std::string_view text)
{
    const auto plain = [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '\\'; };
    return text.starts_with('/') && !text.starts_with("//") && std::ranges::all_of(text, plain);
}

bool is_host(std::string_view text)
{
    const auto part = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.' || c == ':';
    };
    return !text.empty() && std::ranges::all_of(text, part);
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return out;
}

// "https://" and "example.com:8443" of "https://example.com:8443/path".
std::string_view scheme_of(std::string_view url)
{
    const auto end = url.find("://");
    return end == std::string_view::npos ? std::string_view{} : url.substr(0, end + 3);
}

std::string_view host_of(std::string_view url)
{
    url.remove_prefix(scheme_of(url).size());
    return url.substr(0, url.find_first_of("/?#"));
}

std::string origin_of(std::string_view url)
{
    return std::string{scheme_of(url)} + std::string{host_of(url)};
}

bool is_under(const std::string& host, const std::string& domain)
{
    const std::string name = host.substr(0, host.find(':'));
    return !domain.empty() && (name == domain || name.ends_with("." + domain));
}

}   // namespace

std::string guarded_address(std::string_view host, std::string_view target, const sys::Config& config)
{
    const std::string& home = config.text(sys::Key::public_url);
    if (!is_target(target)) return origin_of(home) + "/";
    const std::string asked = lower(host);
    if (asked == lower(host_of(home))) return origin_of(home) + std::string{target};
    if (is_host(asked) && is_under(asked, config.text(sys::Key::cookie_domain)))
        return std::string{scheme_of(home)} + asked + std::string{target};
    return origin_of(home) + "/";
}

std::string safe_return(std::string_view address, const sys::Config& config)
{
    const std::string& home = config.text(sys::Key::public_url);
    if (is_target(address)) return origin_of(home) + std::string{address};
    if (scheme_of(address) != scheme_of(home)) return origin_of(home) + "/";
    auto target = address.substr(scheme_of(address).size() + host_of(address).size());
    return guarded_address(host_of(address), target.empty() ? "/" : target, config);
}

}   // namespace gate
