// Workers that get their listening socket from whoever starts them, as systemd does: it outlives them, so
// what they had not accepted when they were told to end waits in it for the next.
#include <optional>

#include "tests/faults/handed_worker.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_handed_socket)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    Person person = registered(sandbox);
    Session session = signed_in(auth, person);

    void expect_all_good(std::vector<Answer> answers)
    {
        CHECK(answers.size() > 20);
        for (const Answer& answer : answers)
            LONGS_EQUAL_TEXT(200, answer.status, ("status " + std::to_string(answer.status)).c_str());
    }

    void start(std::optional<Worker> & worker, const Handed& handed, int processes)
    {
        test::start(worker, handed, sandbox.directory() + "/env", processes);
    }

    void restart_under_load(int processes)
    {
        const Handed handed{sandbox};
        std::optional<Worker> worker;
        start(worker, handed, processes);
        Crowd reading{sandbox, 3, [&](Mount& mine, int, int) { return mine.get("/me", session.access); }};
        Crowd writing{sandbox, 3,
                      [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
        for (int restarts = 0; restarts < 8; ++restarts) {
            std::this_thread::sleep_for(100ms);
            LONGS_EQUAL(0, worker->end());
            start(worker, handed, processes);
        }
        expect_all_good(reading.stop());
        expect_all_good(writing.stop());
        LONGS_EQUAL(0, worker->end());
    }
};

TEST(faults_handed_socket, loses_no_request_when_its_worker_is_restarted)
{
    restart_under_load(1);
}

TEST(faults_handed_socket, loses_no_request_when_its_workers_and_their_supervisor_are_restarted)
{
    restart_under_load(2);
}

// As an upgrade does it: one serves on while the other changes over.
TEST(faults_handed_socket, loses_no_request_when_two_workers_that_share_it_are_restarted_in_turn)
{
    const Handed handed{sandbox};
    std::optional<Worker> workers[2];
    for (auto& worker : workers) start(worker, handed, 1);
    Crowd reading{sandbox, 3, [&](Mount& mine, int, int) { return mine.get("/me", session.access); }};
    Crowd writing{sandbox, 3,
                  [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
    for (int restarts = 0; restarts < 12; ++restarts) {
        std::this_thread::sleep_for(50ms);
        auto& worker = workers[restarts % 2];
        LONGS_EQUAL(0, worker->end());
        start(worker, handed, 1);
    }
    expect_all_good(reading.stop());
    expect_all_good(writing.stop());
    for (auto& worker : workers) LONGS_EQUAL(0, worker->end());
}

TEST(faults_handed_socket, keeps_requests_while_there_is_no_worker)
{
    const Handed handed{sandbox};
    Answer answer;
    std::jthread asking{[&] { answer = shipfastai(sandbox).get("/me", session.access); }};
    std::this_thread::sleep_for(300ms);

    Worker worker{sandbox, handed.socket(), "1"};
    asking.join();

    LONGS_EQUAL(200, answer.status);
}

TEST(faults_handed_socket, is_left_at_once_by_an_idle_worker_told_to_end)
{
    const Handed handed{sandbox};
    for (int times = 0; times < 10; ++times) {
        Worker worker{sandbox, handed.socket(), "1"};
        LONGS_EQUAL(200, auth.get("/health/live").status);
        const auto start = std::chrono::steady_clock::now();
        LONGS_EQUAL(0, worker.end());
        CHECK(std::chrono::steady_clock::now() - start < 1s);
    }
}
