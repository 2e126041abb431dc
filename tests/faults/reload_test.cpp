// A configuration that changes while people go on asking: SIGHUP makes it count, and nobody is failed by it.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "tests/faults/handed_worker.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

constexpr const char* secret = "aHVudGVyMmh1bnRlcjI";

std::ptrdiff_t descriptors_of(int process)
{
    return std::distance(std::filesystem::directory_iterator{"/proc/" + std::to_string(process) + "/fd"}, {});
}

}   // namespace

TEST_GROUP(faults_reload)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    Person person = registered(sandbox);
    Session session = signed_in(auth, person);
    const std::string file = sandbox.directory() + "/env";
    const std::string before = contents(file);
    const int supervisor = service_pid(sandbox, "workers");
    const int mailer = service_pid(sandbox, "mailer");

    void teardown() override
    {
        put_back();
        const auto old = sandbox.worker_pids();
        hang_up(service_pid(sandbox, "workers"));
        hang_up(service_pid(sandbox, "mailer"));
        CHECK(within(10s, [&] { return three_others_than(old); }));
    }

    void put_back()
    {
        std::ofstream{file} << before;
    }

    // Never the whole group, which 0 would be.
    void hang_up(int process)
    {
        CHECK(process > 0);
        ::kill(process, SIGHUP);
    }

    // In the place of the line that gives the key now, or at the end.
    void set(const std::string& key, const std::string& value)
    {
        const std::string text = std::regex_replace(before, std::regex{"LATCHKEY_" + key + "=[^\n]*\n"}, "");
        std::ofstream{file} << text << "LATCHKEY_" << key << "=" << value << "\n";
    }

    bool three_others_than(const std::vector<int>& old)
    {
        const auto now = sandbox.worker_pids();
        const auto is_old = [&](int pid) { return std::ranges::find(old, pid) != old.end(); };
        return now.size() == 3 && std::ranges::none_of(now, is_old);
    }

    std::string registration()
    {
        return auth.get("/config").text("registration");
    }

    std::size_t refusals(const std::string& log)
    {
        const std::string text = contents(sandbox.directory() + "/log/" + log);
        CHECK_FALSE(text.contains(secret));
        const std::regex line{R"re("event":"config_refused","reason":"[^"]+")re"};
        return std::size_t(
            std::distance(std::sregex_iterator{text.begin(), text.end(), line}, std::sregex_iterator{}));
    }

    // reload is to see to it that what set() wrote counts.
    void bear(int times, const std::function<void()>& reload)
    {
        Crowd reading{sandbox, 3, [&](Mount& mine, int, int) { return mine.get("/me", session.access); }};
        Crowd writing{sandbox, 3,
                      [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
        for (int i = 0; i < times; ++i) {
            const std::string value = i % 2 == 0 ? "closed" : "invite";
            set("REGISTRATION", value);
            reload();
            for (int asked = 0; asked < 9; ++asked) STRCMP_EQUAL(value.c_str(), registration().c_str());
        }
        expect_all_good(reading.stop());
        expect_all_good(writing.stop());
    }

    void expect_all_good(std::vector<Answer> answers)
    {
        CHECK(answers.size() > 20);
        for (const Answer& answer : answers)
            LONGS_EQUAL_TEXT(200, answer.status, ("status " + std::to_string(answer.status)).c_str());
    }

    void reload(const Worker& worker)
    {
        const int started = times_started(sandbox);
        hang_up(worker.process());
        CHECK(within(10s, [&] { return times_started(sandbox) == started + 1; }));
    }

    // One process keeps its number and its socket, and lets no descriptor leak.
    void bear_alone(const Worker& worker)
    {
        CHECK(within(10s, [&] { return registration() == "open"; }));
        const auto open = descriptors_of(worker.process());
        bear(12, [&] { reload(worker); });
        reload(worker);
        // What leaked would have done so thirteen times; connections to Postgres are made when they are
        // wanted.
        CHECK(within(5s, [&] { return descriptors_of(worker.process()) <= open + 6; }));
        STRCMP_EQUAL("latchkey-worker\n",
                     contents("/proc/" + std::to_string(worker.process()) + "/comm").c_str());
    }
};

TEST(faults_reload, changes_what_all_workers_do_and_fails_no_request)
{
    bear(6, [&] {
        const auto old = sandbox.worker_pids();
        hang_up(supervisor);
        CHECK(within(10s, [&] { return three_others_than(old); }));
    });

    LONGS_EQUAL(supervisor, service_pid(sandbox, "workers"));
}

TEST(faults_reload, of_a_worker_on_a_socket_it_was_handed_fails_no_request)
{
    const Handed handed{sandbox};
    Worker worker{sandbox, handed.socket(), "1"};

    bear_alone(worker);

    LONGS_EQUAL(0, worker.end());
}

TEST(faults_reload, of_a_worker_that_made_its_socket_keeps_the_socket)
{
    const Room room{sandbox};
    Worker worker{sandbox, room.path()};
    CHECK(within(10s, [&] { return registration() == "open"; }));
    const auto made = std::filesystem::last_write_time(room.path());

    bear_alone(worker);

    CHECK(made == std::filesystem::last_write_time(room.path()));
    LONGS_EQUAL(0, worker.end());
}

TEST(faults_reload, keeps_the_old_configuration_when_the_new_one_is_no_good)
{
    const auto workers = sandbox.worker_pids();
    const auto told = refusals("worker.log");
    const auto told_by_mailer = refusals("mailer.log");
    set("JWT_KEYS", std::string{"k1:"} + secret);

    hang_up(supervisor);
    hang_up(mailer);

    CHECK(within(5s, [&] { return refusals("worker.log") == told + 1; }));
    CHECK(within(5s, [&] { return refusals("mailer.log") == told_by_mailer + 1; }));
    STRCMP_CONTAINS((file + ":").c_str(), contents(sandbox.directory() + "/log/worker.log").c_str());
    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    CHECK(workers == sandbox.worker_pids());
    LONGS_EQUAL(mailer, service_pid(sandbox, "mailer"));
}

TEST(faults_reload, keeps_the_old_configuration_when_the_new_database_does_not_answer)
{
    const auto workers = sandbox.worker_pids();
    const auto told = refusals("worker.log");
    set("DATABASE", "postgresql://latchkey:" + std::string{secret} + "@127.0.0.1:1/latchkey");

    hang_up(supervisor);

    CHECK(within(5s, [&] { return refusals("worker.log") == told + 1; }));
    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    CHECK(workers == sandbox.worker_pids());
}

TEST(faults_reload, keeps_what_one_worker_alone_has_when_the_new_one_is_no_good)
{
    const Handed handed{sandbox};
    Worker worker{sandbox, handed.socket(), "1"};
    CHECK(within(10s, [&] { return registration() == "open"; }));
    const auto told = refusals("handed.log");
    set("REGISTRATION", "ajar");

    hang_up(worker.process());

    CHECK(within(5s, [&] { return refusals("handed.log") == told + 1; }));
    STRCMP_EQUAL("open", registration().c_str());
    put_back();
    LONGS_EQUAL(0, worker.end());
}

TEST(faults_reload, changes_what_the_mailer_does)
{
    set("MAIL_FROM", "Another <another@example.com>");

    hang_up(mailer);

    const auto from = [&] { return sandbox.mailbox().wait_for(registered(sandbox).email).header("from"); };
    CHECK(within(5s, [&] { return from() == "Another <another@example.com>"; }));
    LONGS_EQUAL(mailer, service_pid(sandbox, "mailer"));
    STRCMP_EQUAL("latchkey-mailer\n", contents("/proc/" + std::to_string(mailer) + "/comm").c_str());
}
