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

// Who signs in by a name that only the database can tell the account of.
struct Typed {
    std::string name;
    std::string network;
};

// The budgets of one request, not yet counted. A request over any of them ends by TurnedAway.
class Admission {
public:
    // typed: the keys of the budgets are not known here; the database names them.
    explicit Admission(std::vector<Budget> budgets, std::optional<Typed> typed = {})
        : budgets_{std::move(budgets)}, typed_{std::move(typed)}
    {}

    void attach(db::Lease& db) const;   // counts in front of the lease's first statement
    void give_back(
        db::Lease& db) const;   // sent ahead of the next statement: what counts failures only was none

private:
    std::vector<Budget> budgets_;
    std::optional<Typed> typed_;
};

// Nothing when the row is not limited. address: of the client, as nginx saw it. caller: the account that is
// signed in, counted where the input names none.
std::optional<Admission> admission(Limit limit, const Input& in, std::string_view address,
                                   std::string_view caller = {});

// The client's network: "203.0.113.7" as it is, IPv6 cut to its /64, IPv4 in IPv6 as IPv4; anything else
// unchanged.
std::string network_of(std::string_view address);
