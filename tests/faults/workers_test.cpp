// Workers that die and workers that are replaced, while people go on asking.
#include <signal.h>

#include <algorithm>
#include <set>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_workers)
{
    Sandbox& sandbox = battered();

    // Who it was that got his account acknowledged.
    std::set<std::string> ledger;
    std::mutex mutex;

    Crowd::Step registering()
    {
        static int rounds = 0;
        return [this, round = ++rounds](Mount& auth, int thread, int turn) {
            const std::string email = "ledger-" + std::to_string(round) + "-" + std::to_string(thread) + "-" +
                                      std::to_string(turn) + "@example.com";
            Answer answer =
                auth.post("/register", object({{"email", email}, {"password", "password of " + email}}));
            const std::lock_guard lock{mutex};
            if (answer.status == 200) ledger.insert(email);
            return answer;
        };
    }

    std::size_t kept_of_the_ledger()
    {
        const auto kept = sandbox.sql("SELECT email FROM account WHERE email LIKE 'ledger-%'");
        const std::set<std::string> accounts{kept.begin(), kept.end()};
        return std::size_t(
            std::ranges::count_if(ledger, [&](const auto& email) { return accounts.contains(email); }));
    }

    bool three_others_than(const std::vector<int>& dead)
    {
        const auto now = sandbox.worker_pids();
        const auto is_dead = [&](int pid) { return std::ranges::find(dead, pid) != dead.end(); };
        return now.size() == 3 && std::ranges::none_of(now, is_dead);
    }

    // The one that lives longest, so that none is killed in the first second of its life.
    void kill_the_oldest()
    {
        const auto pids = sandbox.worker_pids();
        if (!pids.empty()) ::kill(pids.front(), SIGKILL);
    }

    void expect_only(const std::vector<Answer>& answers, const std::set<int>& statuses)
    {
        for (const Answer& answer : answers)
            CHECK_TEXT(statuses.contains(answer.status),
                       ("status " + std::to_string(answer.status) + ": " + answer.body).c_str());
    }

    void teardown() override
    {
        within(10s, [&] { return three_others_than({}); });
    }
};

TEST(faults_workers, are_replaced_within_a_second_of_their_death)
{
    const auto before = sandbox.worker_pids();
    LONGS_EQUAL(3, before.size());
    const int victim = before[1];

    ::kill(victim, SIGKILL);

    CHECK(within(1s, [&] { return three_others_than({victim}); }));
}

TEST(faults_workers, answer_again_two_seconds_after_all_were_killed)
{
    Mount auth = shipfastai(sandbox);
    const Session session = signed_in(auth, registered(sandbox));
    const auto dead = sandbox.worker_pids();

    for (const int pid : dead) ::kill(pid, SIGKILL);

    CHECK(within(2s, [&] { return auth.get("/me", session.access).status == 200; }));
    CHECK(within(2s, [&] { return three_others_than(dead); }));
}

TEST(faults_workers, that_are_killed_lose_no_acknowledged_account)
{
    Crowd crowd{sandbox, 4, registering()};
    for (int kills = 0; kills < 8; ++kills) {
        std::this_thread::sleep_for(400ms);
        kill_the_oldest();
    }
    const auto answers = crowd.stop();

    expect_only(answers, {200, 503});
    CHECK(ledger.size() > 40);
    LONGS_EQUAL(ledger.size(), kept_of_the_ledger());
    LONGS_EQUAL(0, count(sandbox,
                         "account a WHERE email LIKE 'ledger-%' AND NOT EXISTS"
                         " (SELECT FROM outbox o WHERE o.recipient = a.email)"));
    LONGS_EQUAL(0, count(sandbox,
                         "outbox o WHERE recipient LIKE 'ledger-%' AND NOT EXISTS"
                         " (SELECT FROM account a WHERE o.recipient = a.email)"));
}

TEST(faults_workers, that_are_killed_fail_only_what_they_had_in_hand)
{
    Crowd crowd{sandbox, 4, registering()};
    for (int kills = 0; kills < 4; ++kills) {
        std::this_thread::sleep_for(400ms);
        kill_the_oldest();
    }
    const auto answers = crowd.stop();

    CHECK(std::ranges::count(answers, 503, &Answer::status) <= 4 * 4);   // four ask at a time
    for (const Answer& answer : answers)
        if (answer.status == 503) STRCMP_EQUAL("1", answer.header("retry-after").value_or("").c_str());
}

// Their socket goes with them, so for a moment there is nobody whom nginx could ask; it says so.
TEST(faults_workers,
     that_own_their_socket_are_restarted_and_no_request_gets_anything_but_a_good_answer_or_503)
{
    Mount auth = shipfastai(sandbox);
    const Session session = signed_in(auth, registered(sandbox));
    const auto before = sandbox.worker_pids();
    Crowd reading{sandbox, 2, [&](Mount& mine, int, int) { return mine.get("/me", session.access); }};
    Crowd writing{sandbox, 2, registering()};

    for (int restarts = 0; restarts < 3; ++restarts) {
        std::this_thread::sleep_for(200ms);
        sandbox.control({"workers", "restart"});
    }
    std::this_thread::sleep_for(200ms);

    expect_only(reading.stop(), {200, 503});
    expect_only(writing.stop(), {200, 503});
    LONGS_EQUAL(ledger.size(), kept_of_the_ledger());
    CHECK(three_others_than(before));
    CHECK(ledger.size() > 20);
}

TEST(faults_workers, leave_no_orphan_when_their_supervisor_is_killed)
{
    Mount auth = shipfastai(sandbox);
    const Session session = signed_in(auth, registered(sandbox));
    const auto orphans = sandbox.worker_pids();

    ::kill(service_pid(sandbox, "workers"), SIGKILL);

    CHECK(within(3s,
                 [&] { return std::ranges::none_of(orphans, [](int pid) { return ::kill(pid, 0) == 0; }); }));
    CHECK(within(3s, [&] { return auth.get("/me", session.access).status == 200; }));
    CHECK(within(3s, [&] { return three_others_than(orphans); }));
}
