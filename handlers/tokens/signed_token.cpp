#include "handlers/tokens/signed_token.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "fcgi/crypto/keyring.h"
#include "fcgi/http/json.h"
#include "fcgi/http/json_tree.h"
#include "handlers/tokens/uuid.h"

namespace tokens {

namespace {

constexpr std::string_view audience = "latchkey";
constexpr std::int64_t clock_skew = 30;   // seconds another host of ours may be ahead

constexpr std::string_view name(Use use)
{
    switch (use) {
    case Use::access: return "access";
    case Use::refresh: return "refresh";
    case Use::administration: break;
    }
    return "administration";
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
    Claims claims{text(json, "sub"),
                  text(json, "sid"),
                  text(json, "jti"),
                  *issued,
                  *expires,
                  verified && verified->truth(),
                  text(json, "org_id"),
                  texts(json, "roles")};
    if (!is_uuid(claims.subject) || !is_uuid(claims.session) || claims.id.empty()) return std::nullopt;
    return claims;
}

// Reads what written() makes, in its order and without a blank or an escape; anything else is left to the
// JSON parser.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {}

    bool skip(std::string_view expected)
    {
        const bool met = rest_.starts_with(expected);
        if (met) rest_.remove_prefix(expected.size());
        return met;
    }
    // A name, and its value up to the quote behind it.
    bool text(std::string_view name, std::string_view& value)
    {
        if (!skip(name)) return false;
        const auto plain = [](unsigned char c) { return c > 0x1f && c < 0x7f && c != '"' && c != '\\'; };
        const auto end = std::ranges::find_if_not(rest_, plain);
        value = {rest_.begin(), end};
        rest_.remove_prefix(value.size());
        return skip("\"");
    }
    bool number(std::string_view name, std::int64_t& value)
    {
        if (!skip(name) || rest_.starts_with('0') || rest_.starts_with('-')) return false;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{} || value >= std::int64_t{1} << 53) return false;
        rest_.remove_prefix(std::size_t(end - rest_.data()));
        return true;
    }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<Claims> read_as_written(std::string_view payload, std::string_view issuer, Use use)
{
    Reader reader{payload};
    std::string_view iss, aud, typ, sub, sid, jti;
    Claims claims;
    if (!reader.text("{\"iss\":\"", iss) || !reader.text(",\"aud\":\"", aud) ||
        !reader.text(",\"typ\":\"", typ) || !reader.text(",\"sub\":\"", sub) ||
        !reader.text(",\"sid\":\"", sid) || !reader.text(",\"jti\":\"", jti) ||
        !reader.number(",\"iat\":", claims.issued_at) || !reader.number(",\"exp\":", claims.expires_at))
        return std::nullopt;
    claims.verified = reader.skip(",\"evf\":true");
    if (!claims.verified) reader.skip(",\"evf\":false");
    if (!reader.skip("}") || !reader.at_end()) return std::nullopt;
    if (iss != issuer || aud != audience || typ != name(use) || !is_uuid(sub) || !is_uuid(sid) || jti.empty())
        return std::nullopt;
    claims.subject = sub;
    claims.session = sid;
    claims.id = jti;
    return claims;
}

std::optional<Claims> read_any(std::string_view payload, std::string_view issuer, Use use)
{
    const auto json = http::parse_json(payload);
    if (!json) return std::nullopt;
    const auto view = json->view();
    if (!says(view, "iss", issuer) || !says(view, "aud", audience) || !says(view, "typ", name(use)))
        return std::nullopt;
    return read_claims(view);
}

std::string written(std::string_view issuer, Use use, const Claims& claims)
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
    if (!claims.roles.empty()) {
        http::Json roles = http::Json::array();
        for (const std::string& role : claims.roles) roles.add(http::Json::of(role));
        json.with("roles", roles);
    }
    return std::move(json).text();
}

}   // namespace

std::string sign(const crypto::Keyring& keys, std::string_view issuer, Use use, const Claims& claims)
{
    return keys.sign(written(issuer, use, claims));
}

std::optional<Claims> read(const crypto::Keyring& keys, std::string_view issuer, Use use,
                           std::string_view token, std::int64_t now)
{
    const auto payload = keys.verify(token);
    if (!payload) return std::nullopt;
    auto claims = read_as_written(*payload, issuer, use);
    if (!claims) claims = read_any(*payload, issuer, use);
    if (!claims || now >= claims->expires_at || claims->issued_at > now + clock_skew) return std::nullopt;
    return claims;
}

}   // namespace tokens
