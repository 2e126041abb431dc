#include "handlers/email_address.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <set>

namespace {

using Reason = std::optional<std::string>;

constexpr std::size_t longest_address = 254;   // RFC 5321 section 4.5.3.1.3, less the angle brackets
constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_label = 63;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// "Name <a@example.com>" is a@example.com.
std::string_view without_display_name(std::string_view text)
{
    const auto open = text.rfind('<');
    if (open == std::string_view::npos || !text.ends_with('>')) return text;
    return trimmed(text.substr(open + 1, text.size() - open - 2));
}

bool is_atext(unsigned char c)   // RFC 5322 section 3.2.3
{
    return std::isalnum(c) || (c < 0x80 && std::string_view{"!#$%&'*+-/=?^_`{|}~"}.contains(char(c)));
}

std::string shown(unsigned char c)
{
    if (c == ' ') return "SPACE";
    if (std::isprint(c)) return std::string{"'"} + char(c) + "'";
    return "an unprintable or non-ASCII character";
}

// Those not allowed, each once, in order.
std::string shown_foreign(std::string_view part, bool (*allowed)(unsigned char))
{
    std::set<std::string> foreign;
    for (const char c : part)
        if (!allowed(std::uint8_t(c))) foreign.insert(shown(std::uint8_t(c)));
    std::string list;
    for (const auto& one : foreign) list += (list.empty() ? "" : ", ") + one;
    return list;
}

Reason too_long(std::size_t size, std::size_t most, const std::string& where)
{
    if (size <= most) return {};
    const std::size_t extra = size - most;
    return "The email address is too long" + where + " (" + std::to_string(extra) +
           (extra == 1 ? " character" : " characters") + " too many).";
}

Reason dots(std::string_view part, const std::string& side)
{
    if (part.starts_with('.'))
        return side == "before" ? "An email address cannot start with a period."
                                : "An email address cannot have a period immediately after the @-sign.";
    if (part.ends_with('.'))
        return side == "before" ? "An email address cannot have a period immediately before the @-sign."
                                : "An email address cannot end with a period.";
    if (part.contains("..")) return "An email address cannot have two periods in a row.";
    return {};
}

Reason bad_local(std::string_view local)
{
    if (local.empty()) return "There must be something before the @-sign.";
    const auto foreign = shown_foreign(local, [](unsigned char c) { return c == '.' || is_atext(c); });
    if (!foreign.empty())
        return "The email address contains invalid characters before the @-sign: " + foreign + ".";
    if (auto reason = dots(local, "before")) return reason;
    return too_long(local.size(), longest_local, " before the @-sign");
}

Reason bad_label(std::string_view label)
{
    if (label.size() > longest_label)
        return "After the @-sign, periods cannot be separated by so many characters.";
    if (label.starts_with('-') || label.ends_with('-'))
        return "An email address cannot have a hyphen at the start or end of a part after the @-sign.";
    return {};
}

Reason bad_labels(std::string_view domain)
{
    while (true) {
        const auto dot = domain.find('.');
        if (auto reason = bad_label(domain.substr(0, dot))) return reason;
        if (dot == std::string_view::npos) return {};
        domain.remove_prefix(dot + 1);
    }
}

// RFC 6761 and RFC 7686: names that no mail ever reaches.
bool is_special_use(std::string_view domain)
{
    const auto top = domain.substr(domain.rfind('.') + 1);
    return top == "test" || top == "invalid" || top == "localhost" || top == "local" || top == "arpa" ||
           top == "onion";
}

Reason bad_domain(std::string_view domain)
{
    if (domain.empty()) return "There must be something after the @-sign.";
    const auto foreign = shown_foreign(
        domain, [](unsigned char c) { return c == '.' || c == '-' || (c < 0x80 && std::isalnum(c)); });
    if (!foreign.empty()) return "The part after the @-sign contains invalid characters: " + foreign + ".";
    if (auto reason = dots(domain, "after")) return reason;
    if (auto reason = bad_labels(domain)) return reason;
    if (is_special_use(domain))
        return "The part after the @-sign is a special-use or reserved name that cannot be used with email.";
    if (!domain.contains('.')) return "The part after the @-sign is not valid. It should have a period.";
    const auto top = domain.substr(domain.rfind('.') + 1);
    if (std::ranges::all_of(top, [](unsigned char c) { return std::isdigit(c); }))
        return "The part after the @-sign is not valid. It is not within a valid top-level domain.";
    return {};
}

}   // namespace

std::expected<std::string, std::string> normalised_email(std::string_view text)
{
    const std::string_view address = without_display_name(trimmed(text));
    const auto at = address.find('@');
    if (at == std::string_view::npos) return std::unexpected{"An email address must have an @-sign."};
    const std::string_view local = address.substr(0, at);
    std::string domain{address.substr(at + 1)};
    std::ranges::transform(domain, domain.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (auto reason = bad_local(local)) return std::unexpected{*reason};
    if (auto reason = bad_domain(domain)) return std::unexpected{*reason};
    if (auto reason = too_long(address.size(), longest_address, "")) return std::unexpected{*reason};
    return std::string{local} + "@" + domain;
}
