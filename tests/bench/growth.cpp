#include "tests/bench/growth.h"

#include <algorithm>
#include <stdexcept>

#include "tests/bench/processes.h"

namespace bench {

namespace {

constexpr std::int64_t few = 1000;
constexpr std::int64_t many = 1'000'000;
constexpr double seconds = 4;

// Server CPU seconds per 1000 answers.
struct Costs {
    double me, refresh, login;
};

double cost(const Bench& bench, const Load& load)
{
    const auto servers = processes(bench.run_dir);
    const double before = cpu_seconds(servers);
    const Outcome outcome = run(load);
    if (outcome.bad > 0 || outcome.milliseconds.empty()) throw std::runtime_error{"bad answers"};
    return (cpu_seconds(servers) - before) / double(outcome.milliseconds.size()) * 1000;
}

// Each request is another person's, spread over all of them.
Costs costs(Bench& bench)
{
    auto people = choose(bench.pool, bench.config, 20000);
    std::size_t next = 0;
    std::vector<std::size_t> asks(16);
    const auto someone = [&](int line) -> Person& {
        return people[asks[std::size_t(line)] = next++ % people.size()];
    };
    const auto rotated = [&](int line, const Answer& answer) {
        people[asks[std::size_t(line)]].refresh = refresh_token(answer.body);
        return answer.status == 200;
    };
    const auto good = [](int, const Answer& answer) { return answer.status == 200; };
    const int port = bench.ports.latchkey;
    const auto ask_me = [&](int line) { return me(someone(line)); };
    const auto ask_refresh = [&](int line) { return refresh(someone(line)); };
    const auto ask_login = [&](int line) { return login(someone(line)); };
    cost(bench, {port, 16, 1, ask_me, good});
    cost(bench, {port, 16, 1, ask_refresh, rotated});
    return {cost(bench, {port, 16, seconds, ask_me, good}),
            cost(bench, {port, 16, seconds, ask_refresh, rotated}),
            cost(bench, {port, 8, seconds, ask_login, good})};
}

Costs costs_at(Bench& bench, std::int64_t accounts)
{
    settle(bench.pool, bench.config, accounts);
    {
        db::Pool owner{db::Server::to_migrate(bench.config), 1,
                       std::chrono::minutes{1}};   // others' is skipped
        auto db = owner.lease();
        db.query("ANALYZE account");
        db.query("ANALYZE session");
    }
    return costs(bench);
}

void tell(const char* name, double small, double large)
{
    const double ratio = large / small;
    print({std::string{name} + ", 1e6 accounts", number(large, 3) + " s", "1e3: " + number(small, 3) + " s",
           ratio, "<= 1.10", ratio <= 1.1, "server CPU per 1000 answers"});
}

}   // namespace

void growth_figures(Bench& bench)
{
    const Costs small = costs_at(bench, few);
    const Costs large = costs_at(bench, many);
    print_heading();
    tell("me", small.me, large.me);
    tell("refresh", small.refresh, large.refresh);
    tell("login (cheap hash)", small.login, large.login);
}

}   // namespace bench
