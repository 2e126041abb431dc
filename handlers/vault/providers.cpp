#include "handlers/vault/providers.h"

#include <algorithm>
#include <cctype>

#include "fcgi/http/json_tree.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/file.h"
#include "handlers/vault/placeholders.h"

namespace vault {

namespace {

[[noreturn]] void refuse(const std::string& what)
{
    throw sys::Failure{what};
}

std::string folded(std::string_view text)
{
    std::string made{text};
    std::ranges::transform(made, made.begin(),
                           [](unsigned char c) { return char(c < 0x80 ? std::tolower(c) : c); });
    return made;
}

std::string text_of(http::JsonView member)
{
    if (member.kind() != http::JsonView::string) refuse(std::string{member.name()} + " must be a string");
    return std::string{member.text()};
}

bool truth_of(http::JsonView member)
{
    if (member.kind() != http::JsonView::boolean)
        refuse(std::string{member.name()} + " must be true or false");
    return member.truth();
}

Provider::Sign sign_of(http::JsonView member)
{
    const std::string way = text_of(member);
    if (way == "header") return Provider::header;
    if (way == "hmac-sha256") return Provider::hmac_sha256;
    if (way == "hmac-sha256-base64") return Provider::hmac_sha256_base64;
    refuse("sign must be header, hmac-sha256 or hmac-sha256-base64");
}

bool is_header_name(std::string_view name)
{
    return !name.empty() &&
           std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

std::vector<std::pair<std::string, std::string>> headers_of(http::JsonView member)
{
    if (member.kind() != http::JsonView::object) refuse("headers must be an object");
    std::vector<std::pair<std::string, std::string>> headers;
    for (auto line = member.first(); line; line = line->next()) {
        if (!is_header_name(line->name())) refuse("a name in headers is none");
        headers.emplace_back(line->name(), text_of(*line));
    }
    return headers;
}

void take(Provider& provider, http::JsonView member)
{
    const std::string_view name = member.name();
    if (name == "name")
        provider.name = folded(text_of(member));
    else if (name == "url")
        provider.url = text_of(member);
    else if (name == "sign")
        provider.sign = sign_of(member);
    else if (name == "signed_text")
        provider.signed_text = text_of(member);
    else if (name == "headers")
        provider.headers = headers_of(member);
    else if (name == "allow_private")
        provider.allow_private = truth_of(member);
    else if (name == "allow_other_port")
        provider.allow_other_port = truth_of(member);
    else if (name == "ca_file")
        provider.ca_file = text_of(member);
    else
        refuse("a provider has no \"" + std::string{name} + "\"");
}

// scheme://authority, and what follows it.
std::string_view authority(std::string_view url)
{
    constexpr std::size_t scheme = 8;
    return url.substr(scheme, url.find_first_of("/?#", scheme) - scheme);
}

void check_url(const Provider& provider)
{
    const std::string_view url = provider.url;
    if (!url.starts_with("https://")) refuse("url must start with https://");
    const std::string_view where = authority(url);
    const bool plain = std::ranges::none_of(url, [](unsigned char c) { return c <= 0x20 || c >= 0x7f; });
    if (where.empty() || where.contains('@') || where.contains('{') || !plain)
        refuse("url must be https://host/path, without a user or a space in it");
    const std::string_view port = where.substr(std::min(where.find(':', where.rfind(']') + 1), where.size()));
    if (!port.empty() && port != ":443" && !provider.allow_other_port)
        refuse("url has a port other than 443, which needs allow_other_port");
    if (url.substr(0, url.find('?')).contains('{')) refuse("placeholders in url stand behind its ? only");
}

void check_placeholders(const Provider& provider)
{
    const auto check = [&](std::string_view text, std::string_view known, const char* where) {
        for (const std::string& name : placeholders(text))
            if (!(" " + std::string{known} + " ").contains(" " + name + " "))
                refuse("{" + name + "} can't stand in " + where);
    };
    const std::string always = "api_key timestamp timestamp_ms";
    const std::string made = provider.sign == Provider::header ? "" : " signature";
    check(provider.url, always + made, "url");
    check(provider.signed_text, always + " passphrase method path", "signed_text");
    const std::string in_headers = always + " secret passphrase" + made;
    for (const auto& [name, value] : provider.headers) {
        check(value, in_headers, "headers");
        if (std::ranges::any_of(value, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
            refuse("a control character stands in headers");
    }
}

Provider parse_provider(http::JsonView entry)
{
    if (entry.kind() != http::JsonView::object) refuse("it is no object");
    Provider provider;
    for (auto member = entry.first(); member; member = member->next()) take(provider, *member);
    if (provider.name.empty()) refuse("name is missing");
    check_url(provider);
    check_placeholders(provider);
    if (!provider.ca_file.empty() && !sys::read_file(provider.ca_file)) refuse("ca_file can't be read");
    return provider;
}

}   // namespace

std::vector<Provider> parse_providers(std::string_view text)
{
    const auto json = http::parse_json(text);
    if (!json)
        refuse("is not JSON: " + std::string{json.error().text} + " at " +
               std::to_string(json.error().offset));
    if (json->view().kind() != http::JsonView::array) refuse("is not a list");
    std::vector<Provider> providers;
    for (auto entry = json->view().first(); entry; entry = entry->next()) {
        try {
            Provider provider = parse_provider(*entry);
            if (find_provider(providers, provider.name)) refuse("its name occurs twice");
            providers.push_back(std::move(provider));
        } catch (const sys::Failure& broken) {
            refuse("provider " + std::to_string(providers.size() + 1) + ": " + broken.what());
        }
    }
    return providers;
}

std::vector<Provider> read_providers(const std::string& path)
{
    if (path.empty()) return {};
    const auto file = sys::read_file(path);
    if (!file) refuse("LATCHKEY_API_KEY_PROVIDERS: " + path + ": " + file.error());
    try {
        return parse_providers(file->text);
    } catch (const sys::Failure& broken) {
        refuse("LATCHKEY_API_KEY_PROVIDERS: " + path + ": " + broken.what());
    }
}

const Provider* find_provider(const std::vector<Provider>& providers, std::string_view name)
{
    const auto found = std::ranges::find(providers, folded(name), &Provider::name);
    return found == providers.end() ? nullptr : &*found;
}

}   // namespace vault
