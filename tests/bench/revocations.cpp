// What it costs to know of revocations, and how soon everybody does.
#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

#include "fcgi/crypto/random.h"
#include "handlers/follow.h"
#include "handlers/tokens/uuid.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/figures.h"
#include "tests/bench/processes.h"

#include <unistd.h>

namespace bench {

namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int a_million = 1'000'000;

double seconds_since(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

tokens::Claims claims_of(const std::string& account, const std::string& session, std::int64_t now)
{
    return {account, session, "id", now, now + 900};
}

void a_million_revoked(const Service& service)
{
    const std::int64_t now = service.clock();
    const double before = pss_mib({::getpid()});
    auto revocations = std::make_unique<sessions::Revocations>(900, 5s);
    std::vector<tokens::Claims> asked;
    for (int i = 0; i < a_million; ++i) {
        const std::string session = tokens::random_uuid(service);
        revocations->take({session, session, "", now}, now);
        if (i % 100 == 0)
            asked.push_back(claims_of(session, i % 200 ? session : tokens::random_uuid(service), now));
    }
    const double memory = pss_mib({::getpid()}) - before;
    revocations->confirm(Steady::now());
    std::size_t revoked = 0;
    double each = 1e9;
    for (int round = 0; round < 10; ++round) {
        revoked = 0;
        const double start = thread_microseconds();
        for (const auto& claims : asked)
            revoked += revocations->judge(claims) == sessions::Verdict::revoked ? 1U : 0U;
        each = std::min(each, (thread_microseconds() - start) / double(asked.size()));
    }
    const bool right = revoked == asked.size() / 2;
    print({"a token judged among 1e6 revoked", number(each, 3) + " us", "", 0, "< 1", right && each < 1});
    print({"1e6 revoked sessions", number(memory, 1) + " MiB", "", 0, "< 64", memory < 64, "in one process"});
}

// As a worker is, but that it answers nobody.
struct Process {
    Process(const Bench& bench, const sys::Log& log, crypto::Lanes& lanes)
        : pool{bench.config.text(sys::Key::database), 1, 2s},
          service{make_service(bench.config, log, pool, lanes)}, follower{service}
    {}
    db::Pool pool;
    Service service;
    Follower follower;
};

// Milliseconds until the last of them knows.
double spread(const std::vector<std::unique_ptr<Process>>& all, Bench& bench, std::int64_t now)
{
    auto db = bench.pool.lease();
    const auto row =
        db.row("SELECT id, account_id FROM session WHERE ended_at IS NULL ORDER BY random() LIMIT 1");
    const auto claims = claims_of(row->text(1), row->text(0), now);
    const auto start = Steady::now();
    db.query("UPDATE session SET ended_at = now(), end_reason = 'bench' WHERE id = $1", {row->text(0)});
    const auto knows = [&](const auto& process) {
        return process->service.revocations->judge(claims) == sessions::Verdict::revoked;
    };
    while (!std::ranges::all_of(all, knows)) std::this_thread::sleep_for(200us);
    return seconds_since(start) * 1000;
}

}   // namespace

void revocation_figures(Bench& bench)
{
    const sys::Log log{"bench", sys::Level::error};
    crypto::Lanes lanes{bench.config.text(sys::Key::hash_lanes_dir), 1, 8};
    std::vector<std::unique_ptr<Process>> all;
    for (int i = 0; i < 8; ++i) all.push_back(std::make_unique<Process>(bench, log, lanes));
    const auto is_fresh = [](const auto& process) { return process->service.revocations->is_fresh(); };
    while (!std::ranges::all_of(all, is_fresh)) std::this_thread::sleep_for(1ms);
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) times.push_back(spread(all, bench, all.front()->service.clock()));
    std::ranges::sort(times);
    const double p99 = times[197];
    print({"revoked until 8 workers know", number(p99, 1) + " ms", "", 0, "< 250", p99 < 250,
           "p99 of 200; median " + number(times[100], 1) + ", worst " + number(times.back(), 1)});
    a_million_revoked(all.front()->service);
}

}   // namespace bench
