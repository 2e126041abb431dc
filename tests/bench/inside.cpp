// Figures that need no load: memory, the start, and the work inside the process.
#include <algorithm>
#include <chrono>
#include <memory>

#include "fcgi/http/message.h"
#include "fcgi/sys/failure.h"
#include "handlers/answer.h"
#include "handlers/exposition.h"
#include "handlers/tokens/signed_token.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/figures.h"
#include "tests/bench/processes.h"
#include "tests/bench/start.h"
#include "tests/handlers/round_trips.h"

namespace bench {

namespace {

// CPU time of this thread; the least of several rounds, which nobody disturbed.
double microseconds(int times, const auto& work)
{
    double least = 1e9;
    for (int round = 0; round < 50; ++round) {
        const double start = thread_microseconds();
        for (int i = 0; i < times; ++i) work();
        least = std::min(least, (thread_microseconds() - start) / times);
    }
    return least;
}

http::Request request(const char* method, const char* path)
{
    http::Request made;
    made.method = method;
    made.mount = "/api/auth";
    made.path = path;
    made.contracts = "shipfastai";
    made.client = "127.0.0.1";
    made.content_type = "application/json";
    return made;
}

// A file of its own: the sandbox's has workers only.
std::unique_ptr<Measures> counting(const Bench& bench, const sys::Log& log)
{
    const auto loaded = sys::Config::load(bench.run_dir + "/env",
                                          {{"LATCHKEY_METRICS_DIR", bench.run_dir + "/metrics-of-bench"}});
    return std::make_unique<Measures>(loaded.config, log);
}

// All that is done for metrics while a request is answered that asks the database once.
void metrics_figures(const Service& service)
{
    const Contract& contract = service.routes.front().contract();
    const Measures& measures = *service.measures;
    const double taken = microseconds(10000, [&] {
        const auto begun = std::chrono::steady_clock::now();
        measures.requests.add(1);
        measures.pool.wait.note(std::chrono::steady_clock::now() - begun);
        measures.pool.lent.add(1);
        measures.pool.lent.add(-1);
        measures.answered(&contract, &contract.routes.front(), 200, std::chrono::steady_clock::now() - begun);
        measures.requests.add(-1);
    });
    const bool counts = measures.file() != nullptr;
    print({"a request counted", number(taken, 2) + " us", "", 0, "< 1", counts && taken < 1,
           counts ? "of what is done inside the process" : "nothing is counted"});
    print({"metrics printed",
           number(microseconds(20, [&] { exposition(measures.file(), Queue{}); }), 0) + " us", "", 0, "",
           true, "by whoever is asked, the database not counted"});
}

}   // namespace

void footprint_figures(Bench& bench, const char* when)
{
    const auto all = processes(bench.run_dir);
    const auto largest = [&](const char* program) {
        double size = 0;
        for (const pid_t pid : named(all, program)) size = std::max(size, pss_mib({pid}));
        return size;
    };
    const double hashes = largest("latchkey-hashes");
    const double worker = largest("latchkey-worker") + hashes;
    const double whole = pss_mib(all);
    const std::string parts = "postgres " + number(pss_mib(processes(bench.run_dir, {"postgres"})), 1) +
                              ", nginx " + number(pss_mib(processes(bench.run_dir, {"nginx"})), 1) +
                              ", mailer " + number(pss_mib(processes(bench.run_dir, {"mailer"})), 1);
    print({std::string{"largest worker, "} + when, number(worker, 1) + " MiB", "", 0, "<= 12", worker <= 12,
           "PSS, " + number(hashes, 1) + " of it where it hashes"});
    print({std::string{"whole sandbox, "} + when, number(whole, 1) + " MiB", "", 0, "<= 90", whole <= 90,
           parts});
}

void start_figure(Bench& bench)
{
    std::vector<double> times;
    for (int i = 0; i < 7; ++i)
        times.push_back(first_answer(bench.build_dir + "/latchkey-worker", bench.run_dir + "/env",
                                     bench.run_dir + "/sockets/start.sock", bench.people.front().access));
    std::ranges::sort(times);
    print({"start to first answer (me)", number(times[3], 1) + " ms", "", 0, "<= 50", times[3] <= 50,
           "best " + number(times.front(), 1) + ", worst " + number(times.back(), 1)});
}

void inside_figures(Bench& bench)
{
    const sys::Log log{"bench", sys::Level::error};
    crypto::Lanes lanes{bench.config.text(sys::Key::hash_lanes_dir), 1, 8};
    const Service service = make_service(bench.config, log, bench.pool, lanes, counting(bench, log));
    const Person& person = bench.people.back();
    const std::string& issuer = bench.config.text(sys::Key::issuer);
    bool good = true;
    const double taken = microseconds(500, [&] {
        good &= tokens::read(service.keys, issuer, tokens::Use::access, person.access, service.clock())
                    .has_value();
    });
    print({"a token verified and read", number(taken, 2) + " us", "", 0, "< 2", good && taken < 2,
           std::to_string(person.access.size()) + " bytes"});

    http::Request me = request("GET", "/me");
    me.authorization = "Bearer " + person.access;
    print({"me inside the process", number(microseconds(100, [&] { answer(service, me); }), 1) + " us", "", 0,
           "", true, "CPU of the thread, Postgres not counted"});
    metrics_figures(service);
}

void round_trip_figures()
{
    for (const auto& cost : test::costs()) {
        const auto spent = test::spent(cost);
        const bool met = spent.status < 400 && spent.round_trips <= std::uint64_t(cost.budget);
        print({"round trips", number(double(spent.round_trips)), "", 0, "<= " + std::to_string(cost.budget),
               met, std::string{cost.contract} + " " + cost.method + " " + cost.path});
    }
}

}   // namespace bench
