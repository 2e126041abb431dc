#include "handlers/service.h"

#include "handlers/contracts/contracts.h"

Service make_service(const sys::Config& config, const sys::Log& log, db::Pool& pool, crypto::Lanes& lanes)
{
    const crypto::Cost cost = crypto::parse_cost(config.text(sys::Key::scrypt));
    return {config,
            log,
            pool,
            lanes,
            crypto::Keyring{config.text(sys::Key::jwt_keys)},
            cost,
            crypto::decoy_hash(cost),
            contracts::indexed(),
            sys::system_clock(),
            crypto::random_bytes};
}
