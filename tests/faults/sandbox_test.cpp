// The sandbox itself: two at a time, twice the same, in a place that is closed, on a port that is taken.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"
#include "tests/harness/ground.h"
#include "tests/harness/ports.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

// Below a directory that only its owner may enter.
class Closed {
public:
    Closed() : plot_{new_plot()}
    {
        std::filesystem::create_directory(plot_ + "/closed");
        ::chmod((plot_ + "/closed").c_str(), 0700);
    }
    ~Closed()
    {
        command("down");
        clear_plot(plot_);
    }
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;

    Ran command(const std::string& word, int port = 8080) const
    {
        return test::run({"tests/sandbox/sandbox.sh", word}, {{"RUN_DIR", directory()},
                                                              {"PORT", std::to_string(port)},
                                                              {"WORKERS", "1"},
                                                              {"LATCHKEY_SCRYPT", "10,8,1"}});
    }
    std::string directory() const { return plot_ + "/closed/run"; }

private:
    std::string plot_;
};

}   // namespace

TEST_GROUP(faults_sandbox)
{
    Sandbox& first = battered();

    int port()
    {
        return std::stoi(first.base().substr(first.base().rfind(':') + 1));
    }
};

TEST(faults_sandbox, below_a_closed_directory_runs_beside_another_and_leaves_no_trace)
{
    const Closed closed;
    const int second = free_pair();

    const Ran up = closed.command("up", second);

    LONGS_EQUAL_TEXT(0, up.exit, (up.out + up.err).c_str());
    Mount there{Client{"http://127.0.0.1:" + std::to_string(second)}, "/api/auth"};
    const Person person = registered(first);
    LONGS_EQUAL(401, there.post("/login", person.credentials()).status);   // a stranger to the other one
    LONGS_EQUAL(200, there.post("/register", person.credentials()).status);
    LONGS_EQUAL(200, shipfastai(first).post("/login", person.credentials()).status);
    const auto cluster = std::filesystem::canonical(closed.directory() + "/postgres");
    const auto sockets = std::filesystem::canonical(closed.directory() + "/sockets");

    LONGS_EQUAL(0, closed.command("down", second).exit);
    LONGS_EQUAL(0, there.get("/health/live").status);
    CHECK_FALSE(std::filesystem::exists(sockets));
    LONGS_EQUAL(200, shipfastai(first).get("/health/ready").status);
    if (::geteuid() == 0) std::filesystem::remove_all(cluster.parent_path());   // it stands outside RUN_DIR
}

TEST(faults_sandbox, that_is_up_is_left_alone_by_another_up)
{
    const int keeper = service_pid(first, "keeper");
    const auto workers = first.worker_pids();

    first.control({"up"});

    CHECK(keeper != 0);
    LONGS_EQUAL(keeper, service_pid(first, "keeper"));
    CHECK_TRUE(workers == first.worker_pids());
}

TEST(faults_sandbox, whose_port_is_taken_says_who_holds_it)
{
    const Closed closed;

    const Ran ran = closed.command("up", port());

    CHECK(ran.exit != 0);
    STRCMP_CONTAINS(("port " + std::to_string(port()) + " is held by nginx (pid ").c_str(), ran.err.c_str());
    LONGS_EQUAL(200, shipfastai(first).get("/health/ready").status);
}
