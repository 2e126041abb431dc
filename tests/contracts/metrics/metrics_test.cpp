// What Prometheus gets through nginx from several workers.
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/prometheus.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using namespace test;
using namespace std::chrono_literals;

namespace {

Scrape scrape(const Sandbox& sandbox)
{
    const Answer answer = sandbox.client().get("/metrics");
    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL("text/plain; version=0.0.4; charset=utf-8",
                 answer.header("content-type").value_or("").c_str());
    return Scrape{answer.body};
}

std::string requests(const char* contract, const char* route, const char* status)
{
    return std::string{"latchkey_requests_total{contract=\""} + contract + "\",route=\"" + route +
           "\",status=\"" + status + "\"}";
}

const std::string me = requests("shipfastai", "GET /me", "4xx");

std::string contents(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

}   // namespace

TEST_GROUP(metrics_of_workers)
{
    Sandbox& sandbox = Sandbox::shared();
    Mount auth = shipfastai();
    Scrape before = scrape(sandbox);

    // Since the test began.
    double more(const Scrape& told, const std::string& series) const
    {
        return told.of(series) - before.of(series);
    }
};

TEST(metrics_of_workers, say_how_many_requests_there_were_whichever_answers)
{
    const Person person = registered();
    const Session session = signed_in(auth, person);
    for (int i = 0; i < 17; ++i) LONGS_EQUAL(200, auth.get("/me", session.access).status);
    for (int i = 0; i < 23; ++i) LONGS_EQUAL(401, auth.get("/me").status);
    for (int i = 0; i < 5; ++i) LONGS_EQUAL(404, auth.get("/no-such-path-" + std::to_string(i)).status);
    auto codes = hydracore();
    for (int i = 0; i < 3; ++i) LONGS_EQUAL(401, codes.get("/me").status);
    for (int asked = 1; asked <= 20; ++asked) {   // of both, by all odds
        const auto told = scrape(sandbox);
        LONGS_EQUAL(17, more(told, requests("shipfastai", "GET /me", "2xx")));
        LONGS_EQUAL(23, more(told, me));
        LONGS_EQUAL(5, more(told, requests("shipfastai", "none", "4xx")));
        LONGS_EQUAL(3, more(told, requests("hydracore", "GET /me", "4xx")));
        LONGS_EQUAL(1, more(told, requests("shipfastai", "POST /login", "2xx")));
        LONGS_EQUAL(asked, more(told, requests("metrics", "GET /metrics", "2xx")));
        LONGS_EQUAL(2, told.of("latchkey_workers"));
    }
}

// In a sandbox of its own, which is not what it was afterwards.
TEST(metrics_of_workers, lose_nothing_when_workers_are_killed_or_restarted)
{
    const Sandbox own{{{"WORKERS", "2"}}};
    Mount mine = shipfastai(own);
    for (int i = 0; i < 30; ++i) mine.get("/me");
    for (const int pid : own.worker_pids()) ::kill(pid, SIGKILL);
    CHECK(soon([&] { return own.worker_pids().size() == 2 && mine.get("/health/live").status == 200; }));
    CHECK(soon([&] { return scrape(own).of("latchkey_workers") == 2; }));
    LONGS_EQUAL(30, scrape(own).of(me));
    LONGS_EQUAL(4, scrape(own).of("latchkey_worker_starts_total"));
    for (int i = 0; i < 10; ++i) mine.get("/me");
    own.control({"workers", "restart"});
    CHECK(soon([&] { return mine.get("/health/live").status == 200; }));
    mine.get("/me");
    LONGS_EQUAL(41, scrape(own).of(me));
}

TEST(metrics_of_workers, bear_many_who_ask_while_others_count)
{
    std::atomic<bool> enough = false;
    std::atomic<int> counted = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 2; ++t)
            threads.emplace_back([&] {
                Mount mine = shipfastai();
                while (!enough)
                    if (mine.get("/me").status == 401) ++counted;
            });
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&] {
                double last = 0;
                for (int i = 0; i < 40; ++i) {
                    const double now = scrape(sandbox).of(me);
                    CHECK(now >= last);
                    last = now;
                }
                enough = true;
            });
    }
    LONGS_EQUAL(counted, more(scrape(sandbox), me));
    CHECK(counted > 40);
}

TEST(metrics_of_workers, are_for_nobody_elsewhere)
{
    Client client = sandbox.client();
    const Answer answer = client.send({"GET", "/metrics", {}, {"X-Test-Client: 203.0.113.7"}});
    expect(answer, 404, R"({"detail":"Not Found"})");
    for (const char* const header :
         {"LATCHKEY-CONTRACT: metrics", "Latchkey-Metrics: on", "X-Forwarded-For: 127.0.0.1"})
        LONGS_EQUAL(404, client.send({"GET", "/metrics", {}, {"X-Test-Client: 203.0.113.7", header}}).status);
    for (const char* const path :
         {"/api/auth/metrics", "/v1/auth/metrics", "/auth/metrics", "/api/kyc/metrics"})
        LONGS_EQUAL_TEXT(404, client.get(path).status, path);
    LONGS_EQUAL(405, client.post("/metrics", "{}").status);
}

TEST(metrics_of_workers, hold_no_secret_address_or_path)
{
    const Person person = registered();
    const Session session = signed_in(auth, person);
    auth.get("/me", session.access);
    auth.get("/sessions/secret-looking-path?token=" + session.refresh, session.access);
    auth.post("/login", object({{"email", person.email}, {"password", "hunter2-hunter2"}}));
    const std::string body = sandbox.client().get("/metrics").body;
    for (const std::string& secret :
         {person.email, person.email.substr(0, person.email.find('@')), person.password,
          std::string{"hunter2"}, session.access, session.refresh, std::string{"secret-looking"},
          std::string{"127.0.0.1"}})
        CHECK_TEXT(!body.contains(secret), secret.c_str());
}

TEST(metrics_of_workers, are_off_where_they_have_no_room_and_nobody_is_refused_for_it)
{
    const Sandbox nowhere{{{"LATCHKEY_METRICS_DIR", "/proc/nowhere/metrics"}}};
    Mount mine = shipfastai(nowhere);
    LONGS_EQUAL(200, mine.get("/health/live").status);
    signed_in(mine, registered(nowhere));
    const Scrape told{nowhere.client().get("/metrics").body};
    LONGS_EQUAL(1, told.of("latchkey_database_up"));
    LONGS_EQUAL(0, told.values().count("latchkey_workers") ? told.of("latchkey_workers") : 0);
    STRCMP_CONTAINS(R"("event":"metrics_off","reason":"/proc/nowhere/metrics)",
                    contents(nowhere.directory() + "/log/worker.log").c_str());
}

TEST(metrics_of_workers, are_those_that_the_reference_has)
{
    const std::string page = contents("docs/metrics.md");
    const auto told = scrape(sandbox);
    for (const auto& [name, type] : told.types())
        CHECK_TEXT(page.contains("| `" + name + "` | " + type + " |"), name.c_str());
}
