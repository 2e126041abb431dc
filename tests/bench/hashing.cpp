// Logins: how much of what the hash allows they reach, and what they do to everybody else.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "fcgi/crypto/password.h"
#include "fcgi/crypto/random.h"
#include "tests/bench/figures.h"

namespace bench {

namespace {

using Steady = std::chrono::steady_clock;
constexpr int turns = 4;

// Hashes a second on as many threads as there are lanes.
double hashes_per_second(const sys::Config& config, double seconds)
{
    const auto cost = crypto::parse_cost(config.text(sys::Key::scrypt));
    const std::string hash = crypto::hash_password(password, cost, crypto::random_bytes(16));
    std::atomic<double> rate = 0;
    {
        std::vector<std::jthread> lanes;
        for (std::int64_t lane = 0; lane < config.number(sys::Key::hash_lanes); ++lane)
            lanes.emplace_back([&] {
                const auto start = Steady::now();
                std::chrono::duration<double> taken{};
                int made = 0;
                for (; taken.count() < seconds; taken = Steady::now() - start, ++made)
                    if (!crypto::password_matches(password, hash)) return;
                rate += made / taken.count();
            });
    }
    return rate;
}

// Every login is another person's, from another address, so that no budget is overdrawn.
Load logins(const Bench& bench, std::atomic<std::size_t>& next, int connections, double seconds)
{
    const auto request = [&](int) { return login(bench.people[next++ % bench.people.size()]); };
    const auto accept = [](int, const Answer& answer) { return answer.status == 200; };
    return {bench.ports.latchkey, connections, seconds, request, accept, 0, true};
}

void login_rate(Bench& bench, std::atomic<std::size_t>& next)
{
    Outcome sum;
    double alone = 0;
    double ratio = 0;
    for (int i = 0; i < turns; ++i) {
        const double hashes = hashes_per_second(bench.config, 3);
        const Outcome outcome = run(logins(bench, next, 4, 4));
        ratio += outcome.steady_per_second() / hashes / turns;
        alone += hashes / turns;
        sum.add(outcome);
    }
    print({"login, 4 clients", number(ratio * alone, 2) + "/s", "hash " + number(alone, 2) + "/s", ratio,
           ">= 0.97", ratio >= 0.97 && sum.bad == 0,
           "p50/p99 " + number(sum.percentile(0.5)) + "/" + number(sum.percentile(0.99)) + " ms, bad " +
               std::to_string(sum.bad) + ", turned away " + std::to_string(sum.refused)});
}

Outcome steady_me(const Bench& bench, double seconds)
{
    const auto request = [&](int line) { return me(bench.people[std::size_t(line)]); };
    const auto accept = [](int, const Answer& answer) { return answer.status == 200; };
    return run({bench.ports.latchkey, 32, seconds, request, accept, 100});
}

void me_under_logins(Bench& bench, std::atomic<std::size_t>& next)
{
    Outcome quiet, busy, storm;
    for (int i = 0; i < turns; ++i) {
        quiet.add(steady_me(bench, 4));
        std::jthread in_flight{[&] { storm.add(run(logins(bench, next, 32, 5))); }};
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
        busy.add(steady_me(bench, 4));
    }
    const double ratio = busy.percentile(0.99) / quiet.percentile(0.99);
    print({"p99 of me at 100/s, 32 logins", number(busy.percentile(0.99), 2) + " ms",
           "quiet " + number(quiet.percentile(0.99), 2) + " ms", ratio, "<= 2.00",
           ratio <= 2 && busy.bad + quiet.bad == 0,
           "p50 " + number(busy.percentile(0.5), 2) + " against " + number(quiet.percentile(0.5), 2) +
               " ms, p99.9 " + number(busy.percentile(0.999), 2) + " against " +
               number(quiet.percentile(0.999), 2) + "; logins " + std::to_string(storm.milliseconds.size()) +
               ", longest " + number(storm.percentile(1)) + " ms, turned away " +
               std::to_string(storm.refused) + ", bad " + std::to_string(storm.bad)});
}

}   // namespace

void login_figures(Bench& bench)
{
    std::atomic<std::size_t> next = 0;
    login_rate(bench, next);
    me_under_logins(bench, next);
}

}   // namespace bench
