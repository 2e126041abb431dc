// The limit stage: which budgets a request draws from. Counted in Postgres, so that all workers and all
// contracts share them, and before any password is hashed. Known and unknown addresses are counted alike.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/input.h"
#include "handlers/route.h"

namespace db {
class Lease;
}

struct Budget {
    std::string key;   // digest that names the bucket, 16 bytes
    int calls;         // allowed per window
    std::chrono::seconds window;
    bool quiet = false;      // over it, the answer is as if the call had done its work
    bool failures = false;   // counts failures only: a call that succeeds is given back
};

// The budgets of one request, not yet counted. A request over any of them ends by TurnedAway.
class Admission {
public:
    explicit Admission(std::vector<Budget> budgets) : budgets_{std::move(budgets)} {}

    void attach(db::Lease& db) const;   // counts in front of the lease's first statement
    void give_back(
        db::Lease& db) const;   // sent ahead of the next statement: what counts failures only was none

private:
    std::vector<Budget> budgets_;
};

// Nothing when the row is not limited. address: of the client, as nginx saw it.
std::optional<Admission> admission(Limit limit, const Input& in, std::string_view address);

// The client's network: "203.0.113.7" as it is, IPv6 cut to its /64, IPv4 in IPv6 as IPv4; anything else
// unchanged.
std::string network_of(std::string_view address);
