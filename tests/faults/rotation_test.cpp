// The signing key is rotated while people go on: workers are restarted one after the other behind each step,
// as a sysadmin does, and share the socket as systemd's instances do.
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "tests/faults/handed_worker.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_rotation)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    std::string env_file = sandbox.directory() + "/rotating.env";
    std::optional<Worker> workers[2];

    // What each of the crowd did last: the tokens it goes on with, and how often it got new ones.
    std::array<Session, 4> held;
    std::array<std::atomic<int>, 4> refreshed{};

    void setup() override
    {
        std::filesystem::copy_file(sandbox.directory() + "/env", env_file,
                                   std::filesystem::copy_options::overwrite_existing);
        ::chmod(env_file.c_str(), 0640);
        for (Session& one : held) one = signed_in(auth, registered(sandbox));
    }

    std::string rotate(const std::vector<std::string>& step)
    {
        std::vector<std::string> words{
            sandbox_program("latchkey"), "--env-file", env_file, "key", "rotate", "--jwt"};
        words.insert(words.end(), step.begin(), step.end());
        const Ran ran = test::run(words);
        LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
        return ran.out.substr(0, ran.out.find(' '));   // the key's name
    }

    void restart_in_turn(const Handed& handed)
    {
        for (auto& worker : workers) {
            LONGS_EQUAL(0, worker->end());
            start(worker, handed, env_file, 1);
        }
    }

    // Reads twice, then takes new tokens; each thread looks after a session of its own.
    Crowd::Step living()
    {
        return [this](Mount& mine, int thread, int turn) {
            Session& own = held[std::size_t(thread)];
            if (turn % 3 != 2) return mine.get("/me", own.access);
            Answer answer = mine.post("/refresh", object({{"refresh_token", own.refresh}}));
            if (answer.status == 200) {
                own = session_of(answer);
                ++refreshed[std::size_t(thread)];
            }
            return answer;
        };
    }

    void all_refresh_twice()
    {
        std::array<int, 4> before{};
        std::ranges::copy(refreshed, before.begin());
        CHECK(within(20s, [&] {
            for (std::size_t i = 0; i < before.size(); ++i)
                if (refreshed[i] < before[i] + 2) return false;
            return true;
        }));
    }
};

TEST(faults_rotation, fails_no_request_and_logs_nobody_out_but_who_hangs_on_the_retired_key)
{
    const Handed handed{sandbox};
    for (auto& worker : workers) start(worker, handed, env_file, 1);
    const Session resting = signed_in(auth, registered(sandbox));
    Crowd crowd{sandbox, 4, living()};
    all_refresh_twice();

    rotate({"stage"});
    restart_in_turn(handed);
    all_refresh_twice();

    const std::string fresh = rotate({"activate"});
    restart_in_turn(handed);
    all_refresh_twice();
    LONGS_EQUAL(200, auth.get("/me", resting.access).status);

    const std::string old = rotate({"retire", "--yes"});   // before any token of it has expired
    CHECK(fresh != old);
    restart_in_turn(handed);
    all_refresh_twice();
    const auto answers = crowd.stop();

    CHECK(answers.size() > 100);
    for (const Answer& answer : answers) LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    LONGS_EQUAL(401, auth.get("/me", resting.access).status);
    for (auto& worker : workers) LONGS_EQUAL(0, worker->end());
}
