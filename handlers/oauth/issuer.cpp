#include "handlers/oauth/issuer.h"

#include <algorithm>

#include "fcgi/sys/encoding.h"
#include "handlers/oauth/errand.h"

namespace oauth {

namespace {

constexpr std::size_t max_url = 2048;   // bytes

std::string text(http::JsonView object, std::string_view member)
{
    const auto found = object.find(member);
    return found ? std::string{found->text()} : std::string{};
}

// Visible ASCII, so that it can stand in a header, and without a fragment, so that parameters can be added.
bool is_address(std::string_view url)
{
    return url.starts_with("https://") && url.size() <= max_url && !url.contains('#') &&
           std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; });
}

bool lists(http::JsonView document, std::string_view member, std::string_view wanted)
{
    const auto list = document.find(member);
    if (!list || list->kind() != http::JsonView::array) return false;
    for (auto item = list->first(); item; item = item->next())
        if (item->text() == wanted) return true;
    return false;
}

std::optional<std::string> bytes(http::JsonView key, std::string_view member)
{
    const auto found = key.find(member);
    if (!found || found->kind() != http::JsonView::string) return std::nullopt;
    return sys::from_base64url(found->text());
}

// Leading zeros don't belong there (RFC 7518 section 6.3.1.1), yet some send one.
std::string_view without_zeros(std::string_view number)
{
    while (number.starts_with('\0')) number.remove_prefix(1);
    return number;
}

std::optional<crypto::PublicKey> public_key(http::JsonView key)
{
    const std::string kind = text(key, "kty");
    if (kind == "RSA") {
        const auto n = bytes(key, "n");
        const auto e = bytes(key, "e");
        if (n && e) return crypto::PublicKey::rsa(without_zeros(*n), without_zeros(*e));
    }
    if (kind == "EC" && text(key, "crv") == "P-256") {
        const auto x = bytes(key, "x");
        const auto y = bytes(key, "y");
        if (x && y) return crypto::PublicKey::p256(*x, *y);
    }
    return std::nullopt;
}

// A key may say what it is for; one that is for something else is not used.
bool signs(http::JsonView key, const crypto::PublicKey& made)
{
    const std::string use = text(key, "use");
    const std::string algorithm = text(key, "alg");
    if (key.find("key_ops") && !lists(key, "key_ops", "verify")) return false;
    return (use.empty() || use == "sig") && (algorithm.empty() || algorithm == made.algorithm());
}

}   // namespace

Result<Issuer> read_issuer(http::JsonView document, std::string_view issuer)
{
    if (document.kind() != http::JsonView::object) return failed("its discovery document is no object");
    if (text(document, "issuer") != issuer) return failed("its discovery document names another issuer");
    const auto supported = document.find("authorization_response_iss_parameter_supported");
    Issuer read{text(document, "authorization_endpoint"), text(document, "token_endpoint"),
                text(document, "jwks_uri"), text(document, "userinfo_endpoint")};
    constexpr std::string_view methods = "token_endpoint_auth_methods_supported";
    read.secret_in_body =
        lists(document, methods, "client_secret_post") && !lists(document, methods, "client_secret_basic");
    read.sends_issuer = supported && supported->kind() == http::JsonView::boolean && supported->truth();
    if (!is_address(read.authorization_endpoint) || !is_address(read.token_endpoint) ||
        !is_address(read.jwks_uri) ||
        (!read.userinfo_endpoint.empty() && !is_address(read.userinfo_endpoint)))
        return failed("its discovery document has an address that is missing or not https");
    return read;
}

Result<std::vector<SigningKey>> read_keys(http::JsonView set)
{
    const auto list = set.find("keys");
    if (!list || list->kind() != http::JsonView::array) return failed("its keys are no key set");
    if (list->size() > max_keys) return failed("it has too many keys");
    std::vector<SigningKey> keys;
    for (auto item = list->first(); item; item = item->next()) {
        if (item->kind() != http::JsonView::object) continue;
        if (auto key = public_key(*item); key && signs(*item, *key))
            keys.push_back({text(*item, "kid"), std::move(*key)});
    }
    return keys;
}

const SigningKey* find_key(const std::vector<SigningKey>& keys, const std::optional<std::string>& kid,
                           std::string_view algorithm)
{
    const auto fits = [&](const SigningKey& key) {
        return key.key.algorithm() == algorithm && (!kid || key.kid == *kid);
    };
    const auto found = std::ranges::find_if(keys, fits);
    if (found == keys.end()) return nullptr;
    if (!kid && std::ranges::count_if(keys, fits) > 1) return nullptr;
    return &*found;
}

}   // namespace oauth
