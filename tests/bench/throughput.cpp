// Figures that are ratios of two rates: both sides take short turns in the same run, since rates move with
// whatever else the machine does and ratios of neighbours hardly do.
#include <algorithm>
#include <stdexcept>

#include "tests/bench/figures.h"
#include "tests/bench/processes.h"

namespace bench {

namespace {

constexpr int turns = 3;
constexpr double turn_seconds = 0.8;
constexpr double warm_up_seconds = 0.3;

struct Side {
    Load load;
    std::vector<pid_t> servers;
    Outcome sum = {};
    double cpu = 0;
    std::vector<double> rates = {};

    void turn()
    {
        const double before = cpu_seconds(servers);
        const Outcome outcome = run(load);
        cpu += cpu_seconds(servers) - before;
        rates.push_back(outcome.per_second());
        sum.add(outcome);
    }
    double cpu_per_thousand() const { return cpu / std::max(1.0, double(sum.milliseconds.size())) * 1000; }
    std::string story() const
    {
        return number(sum.percentile(0.5), 2) + "/" + number(sum.percentile(0.99), 2) + " ms, " +
               number(cpu_per_thousand(), 3) + " s";
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
        if (side->sum.bad + side->sum.refused > 0)
            throw std::runtime_error{std::to_string(side->sum.bad + side->sum.refused) +
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
           "CPU ratio " + number(ours.cpu_per_thousand() / limit.cpu_per_thousand(), 2) + "; p50/p99 " +
               ours.story() + " against " + limit.story()});
}

bool is_good(int, const Answer& answer)
{
    return answer.status == 200;
}

std::vector<pid_t> with_null(const Bench& bench, const char* mode)
{
    auto servers = processes(bench.run_dir, {"nginx", "postgres"});
    std::ranges::copy(processes(bench.run_dir, {std::string{"../null/"} + mode}),
                      std::back_inserter(servers));
    return servers;
}

}   // namespace

void me_figures(Bench& bench)
{
    const auto request = [&](int line) { return me(bench.people[std::size_t(line) % bench.people.size()]); };
    for (const int connections : {16, 128}) {
        const auto load = [&](int port) { return Load{port, connections, turn_seconds, request, is_good}; };
        Side ours{load(bench.ports.latchkey), processes(bench.run_dir)};
        Side null{load(bench.ports.null), with_null(bench, "null")};
        Side select{load(bench.ports.select), with_null(bench, "select")};
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
    Side ours{load(bench.ports.latchkey), processes(bench.run_dir)};
    ours.load.accept = rotate;
    Side write{load(bench.ports.write), with_null(bench, "write")};
    Side update{load(bench.ports.update), with_null(bench, "update")};
    take_turns({&write, &ours, &update});
    tell("refresh, c=16", ours, "+UPDATE+INSERT", write, 0.85);
    tell("refresh, c=16", ours, "+UPDATE", update, 0);
}

}   // namespace bench
