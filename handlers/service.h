// What all requests of a process share. Built once in main, read-only afterwards, passed down.
#pragma once
#include <string>
#include <vector>

#include "fcgi/crypto/keyring.h"
#include "fcgi/crypto/lanes.h"
#include "fcgi/crypto/password.h"
#include "fcgi/crypto/random.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"
#include "handlers/route_index.h"

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
};

// The usual one; tests replace clock and randomness afterwards. Throws sys::Failure when a key or cost is
// malformed.
Service make_service(const sys::Config& config, const sys::Log& log, db::Pool& pool, crypto::Lanes& lanes);
