#include "handlers/oauth/finish_sign_in.h"

#include "handlers/accounts/account_store.h"
#include "handlers/audit/audit_store.h"
#include "handlers/oauth/flow.h"
#include "handlers/oauth/flow_store.h"
#include "handlers/oauth/github.h"
#include "handlers/oauth/openid.h"
#include "handlers/oauth/providers.h"
#include "handlers/oauth/settle.h"
#include "handlers/oauth/way_back.h"
#include "handlers/outgoing.h"

namespace oauth {

namespace {

std::optional<Flow> spent_flow(Context& cx, const Input& in, const Provider& provider)
{
    auto db = cx.lease();
    return spend(db, in[Key::state], in.maybe(Key::browser).value_or(""), provider.name);
}

// No database connection is held while the provider is asked.
Result<Person> asked(Context& cx, const Input& in, const Provider& provider, const Flow& flow)
{
    const std::string code = in.maybe(Key::code).value_or("");
    if (in.has(Key::error) || code.empty()) return refuse(Fault::sign_in_declined);
    const auto proofs = proofs_of(cx.service.keys, flow.kid, in[Key::state], in[Key::browser]);
    if (!proofs) return refuse(Fault::bad_oauth_state);
    const Grant grant{code, way_back(cx, provider), proofs->verifier, proofs->nonce,
                      in.maybe(Key::authority)};
    Errand errand{provider};
    if (provider.kind == Provider::github) return ask_github(errand, grant);
    return ask_openid(errand, *cx.service.issuers, grant, cx.now());
}

std::string_view reason(Fault fault)
{
    switch (fault) {
    case Fault::sign_in_declined: return "declined";
    case Fault::provider_failed: return "provider_failed";
    case Fault::address_unproven: return "address_unproven";
    case Fault::account_disabled: return "account_disabled";
    case Fault::others_identity: return "others_identity";
    case Fault::bad_oauth_state: return "bad_state";
    case Fault::registration_closed: return "registration_closed";
    case Fault::busy: return "busy";
    default: return "refused";
    }
}

std::unexpected<Refusal> refused(Context& cx, const Provider& provider, Refusal refusal)
{
    audit::now(cx, {.what = "oauth_login", .result = reason(refusal.fault), .detail = provider.name});
    return not_done(cx, provider, std::move(refusal));
}

Result<sessions::Opened> opened(Context& cx, const Identity& identity)
{
    const auto seed = sessions::new_session(cx);
    auto db = cx.lease();
    auto session = sessions::open_by_identity(db, identity.account, identity.id, seed.row, cx.origin);
    auto account = accounts::find_by_id(db, identity.account);
    if (!session || !account) return refuse(Fault::account_disabled);
    return sessions::opened(cx, std::move(*account), *session, seed.refresh_id);
}

Result<Arrived> signed_in(Context& cx, const Claim& claim, const std::optional<std::string>& invite)
{
    auto identity = settle(cx, claim, invite);
    if (!identity) return std::unexpected{std::move(identity.error())};
    auto session = opened(cx, *identity);
    if (!session) return std::unexpected{std::move(session.error())};
    return Arrived{std::move(*session), cx.service.config.text(sys::Key::frontend_url) + "/auth/callback"};
}

Result<Arrived> linked(Context& cx, const Claim& claim, const std::string& session)
{
    auto identity = settle_for(cx, claim, session);
    if (!identity) return std::unexpected{std::move(identity.error())};
    return Arrived{std::nullopt, cx.service.config.text(sys::Key::frontend_url) + "/account"};
}

}   // namespace

static Result<Arrived> finished(Context& cx, const Input& in)
{
    const Provider* provider = find_provider(cx.service.sign_in, in[Key::provider]);
    if (!provider) return refuse(Fault::unknown_provider);
    std::optional<Flow> flow;
    auto person = [&]() -> Result<Person> {
        const Outgoing place{*cx.service.outgoing};   // before the state is spent, so that trying again helps
        if (!place) return refuse(Fault::busy, std::int64_t{5});
        flow = spent_flow(cx, in, *provider);
        if (!flow) return refuse(Fault::bad_oauth_state);
        return asked(cx, in, *provider, *flow);
    }();
    if (!person && !flow) return std::unexpected{std::move(person.error())};
    if (!person) return refused(cx, *provider, std::move(person.error()));
    auto arrived = flow->purpose.session ? linked(cx, {*provider, *person}, *flow->purpose.session)
                                         : signed_in(cx, {*provider, *person}, flow->purpose.invite);
    if (!arrived) return refused(cx, *provider, std::move(arrived.error()));
    return arrived;
}

// A browser that shows what it gets is sent on, since its user has no use for JSON.
Result<Arrived> finish_sign_in(Context& cx, const Input& in)
{
    auto arrived = finished(cx, in);
    if (arrived || !in.maybe(Key::accept).value_or("").contains("text/html")) return arrived;
    return Arrived{std::nullopt, cx.service.config.text(sys::Key::frontend_url) +
                                     "/auth/callback?error=" + std::string{reason(arrived.error().fault)}};
}

}   // namespace oauth
