#include "handlers/service.h"

#include "fcgi/sys/failure.h"
#include "handlers/contracts/contracts.h"
#include "handlers/oauth/providers.h"
#include "handlers/vault/providers.h"

Service make_service(const sys::Config& config, const sys::Log& log, db::Pool& pool, crypto::Lanes& lanes,
                     std::unique_ptr<Measures> measures)
{
    const crypto::Cost cost = crypto::parse_cost(config.text(sys::Key::scrypt));
    // Calls to slow hosts must leave threads for everybody else.
    auto outgoing = std::make_unique<std::counting_semaphore<>>((config.number(sys::Key::threads) + 3) / 4);
    auto issuers = std::make_unique<oauth::IssuerCache>();
    auto revocations = std::make_unique<sessions::Revocations>(
        config.number(sys::Key::access_seconds),
        std::chrono::seconds{config.number(sys::Key::revocation_seconds)});
    auto people = std::make_unique<gate::People>();
    auto proofs = std::make_unique<gate::Proofs>(crypto::random_bytes(32));
    auto banned = std::make_unique<bans::Bans>();
    return {config,
            log,
            pool,
            lanes,
            crypto::Keyring{config.text(sys::Key::jwt_keys)},
            cost,
            crypto::decoy_hash(cost),
            contracts::indexed(),
            sys::system_clock(),
            crypto::random_bytes,
            crypto::SealRing{config.text(sys::Key::seal_keys)},
            openapi::Documents{contracts::all()},
            vault::read_providers(config.text(sys::Key::api_key_providers)),
            std::move(outgoing),
            oauth::configured_providers(config),
            std::move(issuers),
            std::move(revocations),
            std::move(people),
            std::move(proofs),
            std::move(banned),
            std::move(measures)};
}

// Keys and cost were judged with the configuration.
std::string service_problem(const sys::Config& config)
{
    try {
        vault::read_providers(config.text(sys::Key::api_key_providers));
        return {};
    } catch (const sys::Failure& broken) {
        return broken.what();
    }
}
