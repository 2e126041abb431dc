#include "handlers/oauth/openid.h"

#include "handlers/email_address.h"
#include "handlers/oauth/id_token.h"

namespace oauth {

namespace {

Result<std::shared_ptr<const Keys>> asked_keys(Errand& errand, IssuerCache& cache, const Issuer& issuer,
                                               std::int64_t now)
{
    auto set = errand.fetch(issuer.jwks_uri);
    if (!set) return std::unexpected{std::move(set.error())};
    auto keys = read_keys(set->view());
    if (!keys) return std::unexpected{std::move(keys.error())};
    return cache.keep(errand.provider().name, std::move(*keys), now);
}

// Issuers change their keys: a kid we don't know is a reason to look again, but not at everybody's whim.
Result<std::shared_ptr<const Keys>> keys_for(const IdToken& token, Errand& errand, IssuerCache& cache,
                                             const Issuer& issuer, std::int64_t now)
{
    const std::string& name = errand.provider().name;
    auto keys = cache.keys(name, now);
    if (keys && find_key(*keys, token.kid, token.algorithm)) return keys;
    if (keys && !cache.may_look_again(name, now)) return keys;
    return asked_keys(errand, cache, issuer, now);
}

Errand::Form token_form(const Provider& provider, const Grant& grant, bool with_secret)
{
    Errand::Form form{{"grant_type", "authorization_code"},
                      {"code", grant.code},
                      {"redirect_uri", grant.redirect_uri},
                      {"code_verifier", grant.verifier}};
    if (!with_secret) return form;
    form.emplace_back("client_id", provider.client_id);
    form.emplace_back("client_secret", provider.client_secret);
    return form;
}

struct Tokens {
    std::string access;
    IdToken id;
};

Result<Tokens> exchanged(Errand& errand, const Issuer& issuer, const Grant& grant)
{
    auto answer =
        errand.post(issuer.token_endpoint, token_form(errand.provider(), grant, issuer.secret_in_body),
                    !issuer.secret_in_body);
    if (!answer) return std::unexpected{std::move(answer.error())};
    auto access = access_token(answer->status, answer->json.view());
    if (!access) return std::unexpected{std::move(access.error())};
    const auto id = answer->json.view().find("id_token");
    auto token = read_id_token(id ? id->text() : std::string_view{});
    if (!token) return std::unexpected{std::move(token.error())};
    return Tokens{std::move(*access), std::move(*token)};
}

void take_profile(Person& person, http::JsonView claims)
{
    const auto email = claims.find("email");
    const auto verified = claims.find("email_verified");
    if (email && verified && verified->kind() == http::JsonView::boolean && verified->truth())
        if (auto address = normalised_email(email->text())) person.email = std::move(*address);
    person.name = fitting_name(claims);
    person.picture = fitting_picture(claims, "picture");
}

// Many issuers tell of addresses there only (section 5.4). What it says counts for the same subject alone
// (5.3.2).
Result<Person> completed(Errand& errand, const Issuer& issuer, const std::string& access, Person person)
{
    if (issuer.userinfo_endpoint.empty()) return person;
    auto info = errand.fetch(issuer.userinfo_endpoint, access);
    if (!info) return std::unexpected{std::move(info.error())};
    auto subject = info->view().find("sub");
    if (!subject || subject->text() != person.subject) return failed("its user info is about somebody else");
    take_profile(person, info->view());
    return person;
}

}   // namespace

Result<std::shared_ptr<const Issuer>> discovered(Errand& errand, IssuerCache& cache, std::int64_t now)
{
    const Provider& provider = errand.provider();
    if (auto known = cache.issuer(provider.name, now)) return known;
    std::string base = provider.issuer;
    if (base.ends_with('/')) base.pop_back();
    auto document = errand.fetch(base + "/.well-known/openid-configuration");
    if (!document) return std::unexpected{std::move(document.error())};
    auto issuer = read_issuer(document->view(), provider.issuer);
    if (!issuer) return std::unexpected{std::move(issuer.error())};
    return cache.keep(provider.name, std::move(*issuer), now);
}

Result<Person> ask_openid(Errand& errand, IssuerCache& cache, const Grant& grant, std::int64_t now)
{
    auto issuer = discovered(errand, cache, now);
    if (!issuer) return std::unexpected{std::move(issuer.error())};
    const std::string& name = errand.provider().issuer;
    if (grant.authority ? *grant.authority != name : (*issuer)->sends_issuer)
        return refuse(Fault::sign_in_declined, "another issuer sent the browser back");
    auto tokens = exchanged(errand, **issuer, grant);
    if (!tokens) return std::unexpected{std::move(tokens.error())};
    auto keys = keys_for(tokens->id, errand, cache, **issuer, now);
    if (!keys) return std::unexpected{std::move(keys.error())};
    const Provider& provider = errand.provider();
    auto subject =
        proven_subject(tokens->id, **keys, {provider.issuer, provider.client_id, grant.nonce, now});
    if (!subject) return std::unexpected{std::move(subject.error())};
    Person person{std::move(*subject)};
    const auto claims = tokens->id.claims.view();
    if (!claims.find("email")) return completed(errand, **issuer, tokens->access, std::move(person));
    take_profile(person, claims);
    return person;
}

}   // namespace oauth
