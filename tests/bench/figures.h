// Each figure of the bench: measures, and says whether the demand is met. All need a sandbox that runs, with
// the null responders beside it.
#pragma once
#include <string>
#include <vector>

#include "fcgi/sys/config.h"
#include "tests/bench/load.h"
#include "tests/bench/people.h"
#include "tests/bench/table.h"

namespace bench {

// The ports where the same nginx reaches Latchkey and the null responders.
struct Ports {
    int latchkey, null, select, write, update;
    // A file behind auth_request: to Latchkey and to a responder that does nothing, on connections that are
    // kept and on new ones.
    int gate_kept, null_gate_kept, gate, null_gate;
};

struct Bench {
    std::string run_dir;
    std::string build_dir;
    Ports ports;
    const sys::Config& config;
    db::Pool& pool;
    std::vector<Person> people;
};

// Throughput, side by side with a null responder.
void me_figures(Bench& bench);
void refresh_figures(Bench& bench);
void gate_figures(Bench& bench);
// How soon every process knows of a revocation, and what it costs to know a million.
void revocation_figures(Bench& bench);
// Hashing, and what it does to everybody else.
void login_figures(Bench& bench);
// Memory, start, and work inside the process.
void footprint_figures(Bench& bench, const char* when);
void start_figure(Bench& bench);
void inside_figures(Bench& bench);
// How often each row of each contract waits for Postgres, in a database of its own beside the sandbox's
// (LATCHKEY_TEST_DATABASE).
void round_trip_figures();

}   // namespace bench
