#include "handlers/oauth/departure.h"

#include "fcgi/http/fields.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "handlers/oauth/flow.h"
#include "handlers/oauth/flow_store.h"
#include "handlers/oauth/github.h"
#include "handlers/oauth/openid.h"
#include "handlers/oauth/providers.h"
#include "handlers/oauth/way_back.h"
#include "handlers/outgoing.h"

namespace oauth {

namespace {

// Two sign-ins of one browser at once, in two tabs, share its cookie.
std::string browser_secret(const Context& cx, const Input& in)
{
    const std::string known = in.maybe(Key::browser).value_or("");
    return is_drawn(known) ? known : sys::base64url(cx.service.random(32));
}

Result<std::string> authorization_endpoint(Context& cx, const Provider& provider)
{
    if (provider.kind == Provider::github) return github_authorization_endpoint(provider);
    if (const auto known = cx.service.issuers->issuer(provider.name, cx.now()))
        return known->authorization_endpoint;
    const Outgoing place{*cx.service.outgoing};
    if (!place) return refuse(Fault::busy, std::int64_t{5});
    Errand errand{provider};
    auto issuer = discovered(errand, *cx.service.issuers, cx.now());
    if (!issuer) return std::unexpected{std::move(issuer.error())};
    return (*issuer)->authorization_endpoint;
}

std::string with_parameters(std::string url,
                            const std::vector<std::pair<const char*, std::string>>& parameters)
{
    char before = url.contains('?') ? '&' : '?';
    for (const auto& [name, value] : parameters) {
        ((url += before) += name) += "=" + http::percent_encoded(value);
        before = '&';
    }
    return url;
}

}   // namespace

Result<Begun> depart(Context& cx, const Input& in, const Purpose& purpose)
{
    const Provider* provider = find_provider(cx.service.sign_in, in[Key::provider]);
    if (!provider) return refuse(Fault::unknown_provider);
    const std::string state = sys::base64url(cx.service.random(32));
    const std::string browser = browser_secret(cx, in);
    const std::string& kid = cx.service.keys.signing_kid();
    const auto proofs = proofs_of(cx.service.keys, kid, state, browser);
    if (!proofs) throw sys::Failure{"the signing key can't be derived from"};
    {
        auto db = cx.lease();   // counted before anyone is called, and given back before
        begin(db, state, browser, {provider->name, kid, purpose});
    }
    auto endpoint = authorization_endpoint(cx, *provider);
    if (!endpoint) return not_done(cx, *provider, std::move(endpoint.error()));
    std::vector<std::pair<const char*, std::string>> parameters{
        {"response_type", "code"},
        {"client_id", provider->client_id},
        {"redirect_uri", way_back(cx, *provider)},
        {"scope", provider->scopes},
        {"state", state},
        {"code_challenge", challenge_of(proofs->verifier)},
        {"code_challenge_method", "S256"}};
    if (provider->kind == Provider::openid) parameters.emplace_back("nonce", proofs->nonce);
    return Begun{with_parameters(std::move(*endpoint), parameters), state, browser, flow_seconds};
}

}   // namespace oauth
