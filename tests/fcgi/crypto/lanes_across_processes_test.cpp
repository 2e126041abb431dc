// Lanes shared with processes that hold them, leave them, or are killed.
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <thread>

#include "fcgi/crypto/lanes.h"

#include <CppUTest/TestHarness.h>

namespace files = std::filesystem;
using namespace std::chrono_literals;
using crypto::Lanes;

namespace {

// Another process that holds a lane until it is told to end.
class Neighbour {
public:
    explicit Neighbour(const std::string& directory)
    {
        int ready[2];
        if (::pipe(ready) != 0) return;
        child_ = ::fork();
        if (child_ == 0) hold(directory, ready[1]);
        ::close(ready[1]);
        char got = 0;
        while (::read(ready[0], &got, 1) < 0 && errno == EINTR) {
        }
        holds_ = got == 'y';
        ::close(ready[0]);
    }
    ~Neighbour() { end(SIGKILL); }
    void end(int signal)
    {
        if (child_ <= 0) return;
        ::kill(child_, signal);
        while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
        }
        child_ = -1;
    }
    bool holds() const { return holds_; }

private:
    [[noreturn]] static void hold(const std::string& directory, int ready)
    {
        Lanes lanes{directory, 1, 0};
        const auto lane = lanes.enter(0ms);
        const char word = lane ? 'y' : 'n';
        if (::write(ready, &word, 1) == 1) ::sleep(20);
        ::_exit(0);
    }
    pid_t child_ = -1;
    bool holds_ = false;
};

}   // namespace

TEST_GROUP(lanes_across_processes)
{
    files::path directory;

    void setup() override
    {
        char name[] = "/tmp/lanes-test-XXXXXX";
        directory = files::path{::mkdtemp(name)} / "lanes";
    }
    void teardown() override
    {
        files::remove_all(directory.parent_path());
    }

    bool free_lane(Lanes & lanes)
    {
        return lanes.enter(0ms).has_value();
    }
};

TEST(lanes_across_processes, a_lane_held_by_another_process_is_taken)
{
    Neighbour neighbour{directory};
    CHECK_TRUE(neighbour.holds());
    Lanes lanes{directory, 1, 1};
    CHECK_FALSE(lanes.enter(50ms).has_value());
    UNSIGNED_LONGS_EQUAL(0, lanes.busy());
}

TEST(lanes_across_processes, a_lane_held_here_is_taken_for_another_process)
{
    Lanes lanes{directory, 1, 1};
    auto held = lanes.enter(0ms);
    CHECK_FALSE(Neighbour{directory}.holds());
    held.reset();
    CHECK_TRUE(Neighbour{directory}.holds());
}

TEST(lanes_across_processes, a_killed_process_frees_its_lane)
{
    Neighbour neighbour{directory};
    CHECK_TRUE(neighbour.holds());
    Lanes lanes{directory, 1, 1};
    CHECK_FALSE(free_lane(lanes));
    neighbour.end(SIGKILL);
    CHECK_TRUE(free_lane(lanes));
}

TEST(lanes_across_processes, one_who_waits_notices_that_another_process_left)
{
    Neighbour neighbour{directory};
    Lanes lanes{directory, 1, 1};
    std::atomic<bool> got = false;
    std::jthread waiting{[&] { got = lanes.enter(10s).has_value(); }};
    while (lanes.waiting() == 0) std::this_thread::sleep_for(1ms);
    const auto start = std::chrono::steady_clock::now();
    neighbour.end(SIGKILL);
    waiting.join();
    CHECK_TRUE(got);
    CHECK(std::chrono::steady_clock::now() - start < 1s);
}

TEST(lanes_across_processes, one_who_waits_for_his_own_process_sleeps_until_it_leaves)
{
    Lanes lanes{directory, 1, 1};
    auto held = lanes.enter(0ms);
    std::atomic<bool> got = false;
    rusage before{}, after{};
    std::jthread waiting{[&] {
        ::getrusage(RUSAGE_THREAD, &before);
        got = lanes.enter(10s).has_value();
        ::getrusage(RUSAGE_THREAD, &after);
    }};
    while (lanes.waiting() == 0) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(200ms);
    held.reset();
    waiting.join();
    CHECK_TRUE(got);
    CHECK(after.ru_nvcsw - before.ru_nvcsw < 10);   // times it slept, and looked again
}
