#include "fcgi/sys/config_values.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <vector>

#include "fcgi/sys/encoding.h"

namespace sys {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view alphanumerics = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool consists_of(std::string_view text, std::string_view more)
{
    return std::ranges::all_of(text, [&](char c) { return alphanumerics.contains(c) || more.contains(c); });
}

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    if (text.empty() || text.find_first_not_of(digits) != text.npos) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    return number;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t end; (end = text.find(separator)) != text.npos; text.remove_prefix(end + 1))
        parts.push_back(text.substr(0, end));
    parts.push_back(text);
    return parts;
}

std::string check_number(const Setting& setting, std::string_view value)
{
    const auto number = whole_number(value);
    if (number && *number >= setting.least && *number <= setting.most) return {};
    return "must be a whole number from " + std::to_string(setting.least) + " to " +
           std::to_string(setting.most);
}

std::string check_choice(std::string_view choices, std::string_view value)
{
    std::string problem = "must be one of";
    for (const std::string_view choice : split(choices, '|')) {
        if (choice == value) return {};
        (problem += ' ') += choice;
    }
    return problem;
}

// host, host:port, [v6], [v6]:port
bool is_host(std::string_view text)
{
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == text.npos || end < 3) return false;
        if (text.substr(1, end - 1).find_first_not_of("0123456789abcdefABCDEF:.") != text.npos) return false;
        port = text.substr(end + 1);
    } else {
        const std::size_t end = std::min(text.find(':'), text.size());
        if (end == 0 || !consists_of(text.substr(0, end), ".-")) return false;
        port = text.substr(end);
    }
    if (port.empty()) return true;
    const std::int64_t number = whole_number(port.substr(1)).value_or(0);
    return port[0] == ':' && number >= 1 && number <= 65535;
}

std::string check_url(std::string_view value)
{
    const std::size_t scheme = value.starts_with("https://") ? 8 : value.starts_with("http://") ? 7 : 0;
    if (scheme == 0) return "must start with https:// or http://";
    if (value.find_first_of("?#") != value.npos) return "must not have a query or a fragment";
    if (value.ends_with('/')) return "must not end with a slash";
    const std::string_view rest = value.substr(scheme);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!is_host(rest.substr(0, slash))) return "must name a host, with a port from 1 to 65535 if any";
    if (!consists_of(rest.substr(slash), "/-._~%!$&'()*+,;=:@"))
        return "has a character that no URL may have";
    return {};
}

std::string check_postgres_uri(std::string_view value)
{
    if (value.starts_with("postgresql://") || value.starts_with("postgres://")) return {};
    const std::size_t equals = value.find('=');
    const std::string_view keyword = value.substr(0, std::min(equals, value.size()));
    const bool pairs = equals != value.npos && equals > 0 && consists_of(keyword, "_ ");
    return pairs ? "" : "must be postgresql://... or a conninfo string such as host=/run/postgresql";
}

std::string check_signing_keys(std::string_view value)
{
    std::set<std::string_view> kids;
    int count = 0;
    for (const std::string_view entry : split(value, ',')) {
        const std::string which = "key " + std::to_string(++count) + " ";
        const std::size_t colon = entry.find(':');
        if (colon == entry.npos) return which + "must be kid:base64";
        const std::string_view kid = entry.substr(0, colon);
        if (kid.empty() || !consists_of(kid, "._-"))
            return which + "must have a kid of letters, digits, . _ -";
        const auto key = from_base64(entry.substr(colon + 1));
        if (!key) return which + "is not base64 after its kid";
        if (key->size() < 32) return which + "must have at least 32 bytes";
        if (!kids.insert(kid).second) return which + "has the kid of an earlier key";
    }
    return {};
}

Verdict check_scrypt(std::string_view value)
{
    const auto parts = split(value, ',');
    std::vector<std::int64_t> numbers;
    for (const std::string_view part : parts) numbers.push_back(whole_number(part).value_or(-1));
    if (numbers.size() != 3) return {"must be three numbers, such as 15,8,3", {}};
    const std::int64_t log_n = numbers[0], r = numbers[1], p = numbers[2];
    if (log_n < 4 || log_n > 20) return {"must start with log2(N) from 4 to 20", {}};
    if (r < 1 || r > 32) return {"must have r from 1 to 32", {}};
    if (p < 1 || p > 16) return {"must have p from 1 to 16", {}};
    const std::int64_t blocks = (std::int64_t{1} << log_n) * r;
    if (128 * blocks > 256 * 1024 * 1024) return {"takes more than 256 MiB (128*N*r)", {}};
    if (blocks * p > 1 << 24) return {"takes too long (N*r*p beyond 2^24)", {}};
    const std::int64_t enough = log_n >= 17 ? 1 : log_n == 16 ? 2 : log_n == 15 ? 3 : log_n == 14 ? 5 : 17;
    if (r >= 8 && p >= enough) return {};
    return {{}, "costs less than OWASP asks for: 17,8,1 or 16,8,2 or 15,8,3 or 14,8,5"};
}

std::string check_mail_target(std::string_view value)
{
    if (value.starts_with("maildir:"))
        return value.size() > 9 && value[8] == '/' ? "" : "must have an absolute path after maildir:";
    const std::size_t scheme = value.starts_with("smtps://") ? 8 : value.starts_with("smtp://") ? 7 : 0;
    if (scheme == 0) return "must start with smtp://, smtps:// or maildir:";
    value.remove_prefix(scheme);
    const std::size_t end = std::min(value.find_first_of("/?#"), value.size());
    const std::string_view query = value.substr(end);
    const std::string_view server = value.substr(0, end);
    const std::size_t at = server.rfind('@');
    if (!is_host(at == server.npos ? server : server.substr(at + 1)))
        return "must name a host (escape / ? # @ in a user or password as %2F %3F %23 %40)";
    if (query.empty() || query == "?tls=required" || query == "?tls=try" || query == "?tls=off") return {};
    return "may have nothing after the host but ?tls=required, ?tls=try or ?tls=off";
}

std::string check_mailbox(std::string_view value)
{
    std::string_view address = value;
    if (value.ends_with('>')) {
        const std::size_t open = value.find('<');
        if (open == value.npos) return "must be address@host or Name <address@host>";
        if (value.substr(0, open).find_first_of("<>\"\\") != value.npos) return "has a name with quotes";
        address = value.substr(open + 1, value.size() - open - 2);
    }
    const std::size_t at = address.find('@');
    const bool good = at != address.npos && at > 0 &&
                      consists_of(address.substr(0, at), ".!#$%&'*+/=?^_`{|}~-") && at + 1 < address.size() &&
                      consists_of(address.substr(at + 1), ".-");
    return good ? "" : "must be address@host or Name <address@host>";
}

std::string check_https_url(std::string_view value)
{
    if (!value.starts_with("https://")) return "must start with https://";
    if (value.ends_with('/')) value.remove_suffix(1);
    return check_url(value);
}

std::string check_domain(std::string_view value)
{
    const auto allowed = [](unsigned char c) {
        return std::islower(c) || std::isdigit(c) || c == '-' || c == '.';
    };
    if (value.empty()) return {};
    if (value.contains('.') && std::ranges::all_of(value, allowed) && !value.starts_with('.') &&
        !value.ends_with('.') && !value.contains(".."))
        return {};
    return "must be a domain in small letters, as example.com";
}

// RFC 6749 section 3.3.
std::string check_scopes(std::string_view value)
{
    bool openid = false;
    for (const std::string_view scope : split(value, ' ')) {
        if (scope.empty() ||
            !std::ranges::all_of(scope, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; }))
            return "must be words with one space between them";
        openid = openid || scope == "openid";
    }
    return openid ? "" : "must have openid among it";
}

bool has_control(std::string_view value)
{
    return std::ranges::any_of(value,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}   // namespace

Verdict check_value(const Setting& setting, std::string_view value)
{
    if (has_control(value)) return {"has a control character or a line break", {}};
    if (!is_utf8(value)) return {"is not UTF-8", {}};
    switch (setting.kind) {
    case Setting::text: return {};
    case Setting::number: return {check_number(setting, value), {}};
    case Setting::on_off: return {check_choice("on|off", value), {}};
    case Setting::choice: return {check_choice(setting.choices, value), {}};
    case Setting::url: return {check_url(value), {}};
    case Setting::postgres_uri: return {check_postgres_uri(value), {}};
    case Setting::signing_keys: return {check_signing_keys(value), {}};
    case Setting::scrypt_cost: return check_scrypt(value);
    case Setting::mail_target: return {check_mail_target(value), {}};
    case Setting::mailbox: return {check_mailbox(value), {}};
    case Setting::https_url: return {check_https_url(value), {}};
    case Setting::scopes: return {check_scopes(value), {}};
    case Setting::domain: return {check_domain(value), {}};
    }
    return {"is of an unknown kind", {}};
}

}   // namespace sys
