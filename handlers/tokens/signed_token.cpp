#include "handlers/tokens/signed_token.h"

#include "fcgi/crypto/keyring.h"
#include "fcgi/http/json.h"
#include "handlers/tokens/uuid.h"

namespace tokens {

namespace {

constexpr std::string_view audience = "latchkey";
constexpr std::int64_t clock_skew = 30;   // seconds another host of ours may be ahead

constexpr std::string_view name(Use use)
{
    switch (use) {
    case Use::access: return "access";
    case Use::refresh: break;
    }
    return "refresh";
}

bool says(http::JsonView claims, std::string_view member, std::string_view expected)
{
    const auto value = claims.find(member);
    return value && value->kind() == http::JsonView::string && value->text() == expected;
}

std::string text(http::JsonView claims, std::string_view member)
{
    const auto value = claims.find(member);
    return value ? std::string{value->text()} : std::string{};
}

std::optional<std::int64_t> seconds(http::JsonView claims, std::string_view member)
{
    const auto value = claims.find(member);
    return value ? value->integer() : std::nullopt;
}

std::vector<std::string> texts(http::JsonView claims, std::string_view member)
{
    std::vector<std::string> found;
    if (const auto list = claims.find(member))
        for (auto item = list->first(); item; item = item->next()) found.emplace_back(item->text());
    return found;
}

std::optional<Claims> read_claims(http::JsonView json)
{
    const auto issued = seconds(json, "iat");
    const auto expires = seconds(json, "exp");
    if (!issued || !expires) return std::nullopt;
    const auto verified = json.find("evf");
    Claims claims{text(json, "sub"), text(json, "sid"), text(json, "jti"), *issued, *expires,
                  verified && verified->truth(), text(json, "org_id"), texts(json, "roles")};
    if (!is_uuid(claims.subject) || !is_uuid(claims.session) || claims.id.empty()) return std::nullopt;
    return claims;
}

http::Json list(const std::vector<std::string>& texts)
{
    http::Json json = http::Json::array();
    for (const std::string& text : texts) json.add(http::Json::of(text));
    return json;
}

}  // namespace

std::string sign(const crypto::Keyring& keys, std::string_view issuer, Use use, const Claims& claims)
{
    http::Json json;
    json.with("iss", issuer)
        .with("aud", audience)
        .with("typ", name(use))
        .with("sub", claims.subject)
        .with("sid", claims.session)
        .with("jti", claims.id)
        .with("iat", claims.issued_at)
        .with("exp", claims.expires_at);
    if (use == Use::access) json.with("evf", claims.verified);
    if (!claims.org.empty()) json.with("org_id", claims.org);
    if (!claims.roles.empty()) json.with("roles", list(claims.roles));
    return keys.sign(json.text());
}

std::optional<Claims> read(const crypto::Keyring& keys, std::string_view issuer, Use use, std::string_view token,
                           std::int64_t now)
{
    const auto payload = keys.verify(token);
    if (!payload) return std::nullopt;
    const auto json = http::parse_json(*payload);
    if (!json) return std::nullopt;
    const auto view = json->view();
    if (!says(view, "iss", issuer) || !says(view, "aud", audience) || !says(view, "typ", name(use)))
        return std::nullopt;
    auto claims = read_claims(view);
    if (!claims || now >= claims->expires_at || claims->issued_at > now + clock_skew) return std::nullopt;
    return claims;
}

}  // namespace tokens
