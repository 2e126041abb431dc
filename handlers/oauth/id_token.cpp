#include "handlers/oauth/id_token.h"

#include <algorithm>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "handlers/oauth/errand.h"

namespace oauth {

namespace {

constexpr std::size_t max_id_token = 64 * 1024;   // bytes
constexpr std::int64_t clock_skew = 30;           // seconds
constexpr std::size_t max_subject = 255;          // characters (OpenID Connect Core section 2)

std::optional<http::JsonTree> json_object(std::string_view encoded)
{
    const auto decoded = sys::from_base64url(encoded);
    if (!decoded) return std::nullopt;
    auto json = http::parse_json(*decoded);
    if (!json || json->view().kind() != http::JsonView::object) return std::nullopt;
    return std::move(*json);
}

std::string_view text(http::JsonView object, std::string_view member)
{
    const auto found = object.find(member);
    return found ? found->text() : std::string_view{};
}

std::optional<std::int64_t> seconds(http::JsonView claims, std::string_view member)
{
    const auto found = claims.find(member);
    return found ? found->integer() : std::nullopt;
}

// aud is one text or a list of them; with others in the list, azp must say that the token is for us.
bool is_for(http::JsonView claims, std::string_view client_id)
{
    const auto audience = claims.find("aud");
    const auto party = claims.find("azp");
    if (!audience || (party && party->text() != client_id)) return false;
    if (audience->kind() != http::JsonView::array) return !client_id.empty() && audience->text() == client_id;
    bool named = false;
    for (auto item = audience->first(); item; item = item->next()) named = named || item->text() == client_id;
    return named && (audience->size() == 1 || party);
}

bool is_timely(http::JsonView claims, std::int64_t now)
{
    const auto expires = seconds(claims, "exp");
    const auto issued = seconds(claims, "iat");
    const auto begins = seconds(claims, "nbf");
    if (claims.find("nbf") && (!begins || *begins > now + clock_skew)) return false;
    return expires && issued && now < *expires + clock_skew && *issued <= now + clock_skew;
}

bool is_subject(std::string_view subject)
{
    return !subject.empty() && subject.size() <= max_subject &&
           std::ranges::all_of(subject, [](char c) { return c > 0x20 && c < 0x7f; });
}

}   // namespace

Result<IdToken> read_id_token(std::string_view token)
{
    const auto unreadable = [] { return failed("its ID token is no signed token"); };
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first == token.npos ? first : first + 1);
    if (token.size() > max_id_token || second == token.npos) return unreadable();
    const auto header = json_object(token.substr(0, first));
    auto claims = json_object(token.substr(first + 1, second - first - 1));
    auto signature = sys::from_base64url(token.substr(second + 1));   // refuses a further dot
    if (!header || !claims || !signature || header->view().find("crit")) return unreadable();
    const auto kid = header->view().find("kid");
    if (kid && kid->kind() != http::JsonView::string) return unreadable();
    return IdToken{std::string{token.substr(0, second)}, std::move(*signature),
                   std::string{text(header->view(), "alg")},
                   kid ? std::optional{std::string{kid->text()}} : std::nullopt, std::move(*claims)};
}

Result<std::string> proven_subject(const IdToken& token, const std::vector<SigningKey>& keys,
                                   const Expected& expected)
{
    const SigningKey* key = find_key(keys, token.kid, token.algorithm);
    if (!key) return failed("its ID token was signed by no key of its own");
    if (!key->key.verifies(token.signed_text, token.signature))
        return failed("its ID token has a wrong signature");
    const auto claims = token.claims.view();
    if (text(claims, "iss") != expected.issuer) return failed("its ID token was issued by another");
    if (!is_for(claims, expected.client_id)) return failed("its ID token is for another");
    if (!is_timely(claims, expected.now)) return failed("its ID token is too old, or from the future");
    if (expected.nonce.empty() || !crypto::equal(text(claims, "nonce"), expected.nonce))
        return failed("its ID token belongs to another sign-in");
    if (!is_subject(text(claims, "sub"))) return failed("its ID token names nobody");
    return std::string{text(claims, "sub")};
}

}   // namespace oauth
