#include "fcgi/http/fields.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "fcgi/sys/encoding.h"

namespace http {

namespace {

constexpr bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// RFC 6265 section 4.1.1, without the quotes it allows around a value: ours never have any.
bool is_cookie_octet(char c)
{
    return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

// Of each byte, whether a token68 may have it (RFC 9110 section 11.2): every request's token is asked so.
constexpr auto in_token68 = [] {
    std::array<bool, 256> found{};
    for (unsigned i = 0; i < 256; ++i)
        found[i] = is_alphanumeric(char(i)) || std::string_view{"-._~+/"}.contains(char(i));
    return found;
}();

bool is_token68(std::string_view text)
{
    const std::size_t padding = text.size() - std::min(text.size(), text.find_last_not_of('=') + 1);
    text.remove_suffix(padding);
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return in_token68[c]; });
}

// What follows the scheme word and one space.
std::optional<std::string_view> credentials(std::string_view authorization, std::string_view scheme)
{
    if (authorization.size() <= scheme.size() || authorization[scheme.size()] != ' ') return std::nullopt;
    if (strncasecmp(authorization.data(), scheme.data(), scheme.size()) != 0) return std::nullopt;
    authorization.remove_prefix(scheme.size() + 1);
    if (!is_token68(authorization)) return std::nullopt;
    return authorization;
}

// Takes the part up to the separator off the front of the text, and the separator too.
std::string_view cut(std::string_view& text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

}   // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool form)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += form && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const auto byte = sys::from_hex(text.substr(i + 1, 2));
        if (!byte || byte->size() != 1) return std::nullopt;
        out += *byte;
        i += 2;
    }
    return out;
}

std::string percent_encoded(std::string_view text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_alphanumeric(c) || std::string_view{"-._~"}.contains(c)) {
            out += c;
        } else {
            ((out += '%') += digits[static_cast<unsigned char>(c) >> 4]) += digits[c & 0xf];
        }
    }
    return out;
}

std::optional<Pairs> parse_query(std::string_view text)
{
    Pairs pairs;
    while (!text.empty()) {
        std::string_view rest = cut(text, '&');
        if (rest.empty()) continue;
        auto name = percent_decoded(cut(rest, '='), true);
        auto value = percent_decoded(rest, true);
        if (!name || !value || !sys::is_utf8(*name) || !sys::is_utf8(*value)) return std::nullopt;
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

std::optional<std::string> cookie(std::string_view header, std::string_view name)
{
    std::optional<std::string> value;
    while (!header.empty()) {
        std::string_view rest = cut(header, ';');
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        if (!rest.starts_with(name) || !rest.substr(name.size()).starts_with('=')) continue;
        if (value) return std::nullopt;
        value = rest.substr(name.size() + 1);
    }
    if (value && !std::ranges::all_of(*value, is_cookie_octet)) return std::nullopt;
    return value;
}

std::optional<std::string_view> bearer(std::string_view authorization)
{
    return credentials(authorization, "Bearer");
}

std::optional<Basic> basic(std::string_view authorization)
{
    const auto encoded = credentials(authorization, "Basic");
    if (!encoded) return std::nullopt;
    const auto decoded = sys::from_base64(*encoded);
    if (!decoded || !sys::is_utf8(*decoded) || std::ranges::any_of(*decoded, is_control)) return std::nullopt;
    const std::size_t colon = decoded->find(':');
    if (colon == std::string::npos) return std::nullopt;
    return Basic{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

}   // namespace http
