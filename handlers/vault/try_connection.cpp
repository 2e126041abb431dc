#include "handlers/vault/try_connection.h"

#include "fcgi/net/https.h"
#include "handlers/outgoing.h"
#include "handlers/vault/providers.h"
#include "handlers/vault/signed_call.h"
#include "handlers/vault/vault_store.h"

using namespace std::chrono_literals;

namespace vault {

namespace {

constexpr auto patience = 5s;

std::optional<Trial> find_trial(Context& cx, const std::string& id)
{
    auto db = cx.lease();
    return find_for_trial(db, cx.caller->subject, id);
}

Tried outcome(const net::Reply& reply)
{
    if (reply.status == 0) return {false, "The provider can't be asked: " + reply.problem};
    if (reply.status >= 200 && reply.status < 300) return {true, "Connection successful", reply.status};
    if (reply.status == 401 || reply.status == 403)
        return {false, "The provider refused the credentials", reply.status};
    return {false, "The provider answered with status " + std::to_string(reply.status), reply.status};
}

void note(Context& cx, const Trial& trial, TrialResult result)
{
    auto db = cx.lease();
    note_trial(db, by(cx), trial.sealed.id, result);
}

Credentials opened_or_noted(Context& cx, const Trial& trial)
{
    auto credentials = open(cx.service.seals, trial.sealed);
    if (credentials) return std::move(*credentials);
    note(cx, trial, TrialResult::does_not_open);
    return opened(cx.service.seals, trial.sealed);   // throws what is wrong with it
}

Tried attempt(Context& cx, const Trial& trial)
{
    const Provider* provider = find_provider(cx.service.providers, trial.exchange);
    if (!provider) return {false, "Connections to this exchange can't be tested here"};
    const auto call = signed_call(*provider, opened_or_noted(cx, trial), cx.now());
    if (!call) return {false, "The credentials hold characters that can't be sent"};
    return outcome(net::https_call(*call, patience));
}

}   // namespace

Result<Tried> try_connection(Context& cx, const Input& in)
{
    const Outgoing place{*cx.service.outgoing};
    if (!place) return refuse(Fault::busy, std::int64_t{5});
    const auto trial = find_trial(cx, std::string{in[Key::id]});   // no connection is held during the call
    if (!trial) return refuse(no_such_key);
    auto tried = attempt(cx, *trial);
    note(cx, *trial, tried.success ? TrialResult::ok : TrialResult::failed);
    return tried;
}

}   // namespace vault
