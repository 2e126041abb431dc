// Figures that are ratios of two rates: both sides take short turns in the same run, since rates move with
// whatever else the machine does and ratios of neighbours hardly do.
#include <algorithm>
#include <stdexcept>

#include "tests/bench/figures.h"
#include "tests/bench/processes.h"

namespace bench {

namespace {

constexpr int turns = 7;
constexpr double turn_seconds = 0.8;
constexpr double warm_up_seconds = 0.3;

// CPU seconds of the three that have a share in an answer.
struct Cpu {
    double responder = 0, nginx = 0, postgres = 0;

    double sum() const { return responder + nginx + postgres; }
};

struct Side {
    Load load;
    std::string run_dir;
    std::string responder;   // a service of the sandbox, or a null responder
    Outcome outcome = {};
    Cpu cpu = {};
    std::vector<double> rates = {};

    Cpu cpu_now() const
    {
        const auto of = [&](const std::string& service) {
            return cpu_seconds(processes(run_dir, {service}));
        };
        return {of(responder), of("nginx"), of("postgres")};
    }
    void turn()
    {
        const Cpu before = cpu_now();
        const Outcome found = run(load);
        const Cpu after = cpu_now();
        cpu.responder += after.responder - before.responder;
        cpu.nginx += after.nginx - before.nginx;
        cpu.postgres += after.postgres - before.postgres;
        rates.push_back(found.per_second());
        outcome.add(found);
    }
    double per_thousand(double seconds) const
    {
        return seconds / std::max(1.0, double(outcome.milliseconds.size())) * 1000;
    }
    std::string story() const
    {
        return number(outcome.percentile(0.5), 2) + "/" + number(outcome.percentile(0.99), 2) + " ms, " +
               number(per_thousand(cpu.responder), 3) + "+" + number(per_thousand(cpu.nginx), 3) + "+" +
               number(per_thousand(cpu.postgres), 3) + " s";
    }
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void take_turns(std::vector<Side*> sides)
{
    for (Side* side : sides) {
        Load warm_up = side->load;
        warm_up.seconds = warm_up_seconds;
        run(warm_up);
    }
    for (int i = 0; i < turns; ++i)
        for (Side* side : sides) side->turn();
    for (const Side* side : sides)
        if (side->outcome.bad + side->outcome.refused > 0)
            throw std::runtime_error{std::to_string(side->outcome.bad + side->outcome.refused) +
                                     " bad answers on port " + std::to_string(side->load.port)};
}

double ratio(const Side& ours, const Side& theirs)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < ours.rates.size(); ++i) ratios.push_back(ours.rates[i] / theirs.rates[i]);
    return median(ratios);
}

std::string rate(const Side& side)
{
    return number(median(side.rates)) + "/s";
}

void tell(const std::string& name, const Side& ours, const std::string& against, const Side& limit,
          double demand)
{
    const double found = ratio(ours, limit);
    print({name, rate(ours), against + " " + rate(limit), found, demand > 0 ? ">= " + number(demand, 2) : "",
           found >= demand,
           "CPU ratio " + number(ours.per_thousand(ours.cpu.sum()) / limit.per_thousand(limit.cpu.sum()), 2) +
               "; p50/p99 " + ours.story() + " against " + limit.story()});
}

bool is_good(int, const Answer& answer)
{
    return answer.status == 200;
}

}   // namespace

void me_figures(Bench& bench)
{
    const auto request = [&](int line) { return me(bench.people[std::size_t(line) % bench.people.size()]); };
    for (const int connections : {16, 128}) {
        const auto load = [&](int port) { return Load{port, connections, turn_seconds, request, is_good}; };
        Side ours{load(bench.ports.latchkey), bench.run_dir, "workers"};
        Side null{load(bench.ports.null), bench.run_dir, "../null/null"};
        Side select{load(bench.ports.select), bench.run_dir, "../null/select"};
        take_turns({&select, &ours, &null});
        const std::string at = ", c=" + std::to_string(connections);
        tell("null + SELECT" + at, select, "null", null, 0);
        tell("me" + at, ours, "+SELECT", select, 0.9);
    }
}

void refresh_figures(Bench& bench)
{
    const auto request = [&](int line) { return refresh(bench.people[std::size_t(line)]); };
    const auto rotate = [&](int line, const Answer& answer) {
        auto& token = bench.people[std::size_t(line)].refresh;
        token = refresh_token(answer.body);
        return answer.status == 200 && !token.empty();
    };
    const auto load = [&](int port) { return Load{port, 16, turn_seconds, request, is_good}; };
    Side ours{load(bench.ports.latchkey), bench.run_dir, "workers"};
    ours.load.accept = rotate;
    Side write{load(bench.ports.write), bench.run_dir, "../null/write"};
    Side update{load(bench.ports.update), bench.run_dir, "../null/update"};
    take_turns({&write, &ours, &update});
    tell("refresh, c=16", ours, "+UPDATE+INSERT", write, 0.85);
    tell("refresh, c=16", ours, "+UPDATE", update, 0);
}

void gate_figures(Bench& bench)
{
    const auto request = [&](int line) {
        return guarded(bench.people[std::size_t(line) % bench.people.size()]);
    };
    const auto compare = [&](const std::string& name, int port, int null_port) {
        const auto load = [&](int at) { return Load{at, 16, turn_seconds, request, is_good}; };
        Side ours{load(port), bench.run_dir, "workers"};
        Side null{load(null_port), bench.run_dir, "../null/null"};
        take_turns({&null, &ours});
        tell(name + ", c=16", ours, "null", null, 0.9);
        const double cpu = ours.per_thousand(ours.cpu.sum()) / null.per_thousand(null.cpu.sum());
        print({name + ", CPU", number(cpu, 2), "null", cpu, "<= 1.15", cpu <= 1.15});
        const double questions = ours.per_thousand(ours.cpu.postgres);
        print({name + ", Postgres", number(questions, 4) + " s", "", 0, "< 0.002", questions < 0.002,
               "CPU for 1000 answers"});
    };
    compare("gate, kept connections", bench.ports.gate_kept, bench.ports.null_gate_kept);
    compare("gate, new connections", bench.ports.gate, bench.ports.null_gate);
}

}   // namespace bench
