// What all requests of a process share. Built once in main, read-only afterwards, passed down.
#pragma once
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

#include "fcgi/crypto/keyring.h"
#include "fcgi/crypto/lanes.h"
#include "fcgi/crypto/password.h"
#include "fcgi/crypto/random.h"
#include "fcgi/crypto/seal.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"
#include "handlers/bans/bans.h"
#include "handlers/gate/people.h"
#include "handlers/gate/proofs.h"
#include "handlers/measures.h"
#include "handlers/oauth/issuer_cache.h"
#include "handlers/oauth/provider.h"
#include "handlers/openapi/documents.h"
#include "handlers/route_index.h"
#include "handlers/sessions/revocations.h"
#include "handlers/vault/provider.h"

struct Service {
    const sys::Config& config;
    const sys::Log& log;
    db::Pool& pool;
    crypto::Lanes& lanes;
    crypto::Keyring keys;
    crypto::Cost cost;
    std::string decoy;                // hash of no one's password, at that cost
    std::vector<RouteIndex> routes;   // of every contract we keep
    sys::Clock clock;
    crypto::Random random;
    crypto::SealRing seals;
    openapi::Documents documents;
    std::vector<vault::Provider> providers;                // of the operator's file
    std::unique_ptr<std::counting_semaphore<>> outgoing;   // places for calls to other hosts
    std::vector<oauth::Provider> sign_in;                  // with whom people may sign in
    std::unique_ptr<oauth::IssuerCache> issuers;
    // What a Follower keeps true. Without one they know nothing, and the database is asked.
    std::unique_ptr<sessions::Revocations> revocations;
    std::unique_ptr<gate::People> people;
    std::unique_ptr<gate::Proofs> proofs;
    std::unique_ptr<bans::Bans> bans;
    std::unique_ptr<Measures> measures;   // never null
};

// The usual one; tests replace clock and randomness afterwards. Throws sys::Failure when a key, cost or
// the providers' file is malformed. measures: of a worker; without them nothing is counted.
Service make_service(const sys::Config& config, const sys::Log& log, db::Pool& pool, crypto::Lanes& lanes,
                     std::unique_ptr<Measures> measures = std::make_unique<Measures>());

// What make_service would refuse, in the operator's words; empty when nothing.
std::string service_problem(const sys::Config& config);
