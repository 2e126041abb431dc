// A flood of logins, each of which wants a dear password hash: it is refused beyond the lane and the queue,
// and the rest of the service does not notice.
#include <signal.h>

#include <algorithm>

#include "tests/faults/siege.h"
#include "tests/fcgi/net/smtp_sink.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_hashing)
{
    Sandbox& sandbox = narrow();
    net_test::SmtpSink sink{{}, smtp_port()};
    Mount auth = shipfastai(sandbox);
    Person person = registered(sandbox);
    Session session = signed_in(auth, person);

    // Half of them know the password.
    std::vector<Answer> flood()
    {
        std::vector<Answer> wrong;
        std::jthread guessing{[&] {
            wrong = auth.post_at_once(30, "/login",
                                      object({{"email", person.email}, {"password", "a wrong guess"}}));
        }};
        auto answers = auth.post_at_once(30, "/login", person.credentials());
        guessing.join();
        answers.insert(answers.end(), wrong.begin(), wrong.end());
        return answers;
    }
};

TEST(faults_hashing, beyond_lane_and_queue_is_refused_with_retry_after)
{
    const auto answers = flood();

    LONGS_EQUAL(60, answers.size());
    for (const Answer& answer : answers) {
        CHECK_TEXT(answer.status == 200 || answer.status == 401 || answer.status == 503, answer.body.c_str());
        if (answer.status == 503) CHECK(answer.header("retry-after").has_value());
    }
    CHECK(std::ranges::count(answers, 503, &Answer::status) > 0);
    CHECK(std::ranges::count(answers, 503, &Answer::status) < 60);
}

TEST(faults_hashing, holds_up_neither_me_nor_refresh)
{
    Crowd flooding{sandbox, 24,
                   [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
    for (int turn = 0; turn < 15; ++turn) {
        LONGS_EQUAL(200, auth.get("/me", session.access).status);
        session = session_of(auth.post("/refresh", object({{"refresh_token", session.refresh}})));
    }
    const auto answers = flooding.stop();

    CHECK(std::ranges::count(answers, 503, &Answer::status) > 0);   // there was a flood
    LONGS_EQUAL(answers.size(), std::ranges::count_if(answers, [](const Answer& answer) {
                    return answer.status == 200 || answer.status == 503;
                }));
}

TEST(faults_hashing, is_done_in_a_process_beside_each_worker)
{
    const auto workers = sandbox.worker_pids();
    LONGS_EQUAL(2, workers.size());
    for (const int worker : workers) {
        const auto its = children_of(worker);
        LONGS_EQUAL(1, its.size());
        STRCMP_EQUAL("latchkey-hashes\n", contents("/proc/" + std::to_string(its.front()) + "/comm").c_str());
    }
}

TEST(faults_hashing, fails_nobody_whose_hash_is_killed)
{
    std::jthread killing{[&] {
        std::this_thread::sleep_for(200ms);
        for (const int worker : sandbox.worker_pids())
            for (const int its : children_of(worker)) ::kill(its, SIGKILL);
    }};
    const auto answers = auth.post_at_once(30, "/login", person.credentials());
    killing.join();
    const auto afterwards = auth.post("/login", person.credentials());
    const std::string log = contents(sandbox.directory() + "/log/worker.log");
    sandbox.control({"workers", "restart"});

    CHECK(std::ranges::count(answers, 200, &Answer::status) > 0);
    for (const Answer& answer : answers)
        CHECK_TEXT(answer.status == 200 || answer.status == 503, answer.body.c_str());
    LONGS_EQUAL(200, afterwards.status);
    STRCMP_CONTAINS("\"event\":\"hashing_process_gone\"", log.c_str());
}

TEST(faults_hashing, answers_whose_hash_hangs_before_nginx_gives_up)
{
    for (const int worker : sandbox.worker_pids())
        for (const int its : children_of(worker)) ::kill(its, SIGSTOP);

    const auto first = timed([&] { return auth.post("/login", person.credentials()); });
    sandbox.control({"workers", "restart"});

    LONGS_EQUAL(200, first.answer.status);
    CHECK(first.took >= 9s);   // it did hang
}

TEST(faults_hashing, goes_on_when_the_flood_is_over)
{
    flood();

    LONGS_EQUAL(200, auth.post("/login", person.credentials()).status);
}
