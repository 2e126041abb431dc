#include "fcgi/sys/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

// The supervisor runs in a process of its own; its children tell of themselves through a pipe.
TEST_GROUP(supervisor)
{
    struct Word {
        int index;
        pid_t process;
    };
    int pipe_ends[2];
    pid_t supervisor = -1;

    void setup() override
    {
        CHECK_EQUAL(0, ::pipe2(pipe_ends, O_CLOEXEC));
    }
    void teardown() override
    {
        if (supervisor > 0) {
            ::kill(supervisor, SIGKILL);
            ::waitpid(supervisor, nullptr, 0);
        }
        ::close(pipe_ends[0]);
        ::close(pipe_ends[1]);
    }
    void start(int count, const std::function<int(int)>& child, std::chrono::milliseconds patience = 5s,
               const std::function<bool()>& may_renew = {})
    {
        supervisor = ::fork();
        if (supervisor != 0) return;
        const sys::Log silent{"test", sys::Level::error, -1};
        ::_exit(sys::supervise(count, child, silent, patience, may_renew));
    }
    void say(int index) const
    {
        const Word word{index, ::getpid()};
        if (::write(pipe_ends[1], &word, sizeof word) != sizeof word) ::_exit(99);
    }
    bool hears(std::chrono::milliseconds within) const
    {
        pollfd wanted{pipe_ends[0], POLLIN, 0};
        return ::poll(&wanted, 1, static_cast<int>(within.count())) == 1;
    }
    Word hear() const
    {
        Word word{-1, -1};
        if (hears(3s)) CHECK_EQUAL(ssize_t{sizeof word}, ::read(pipe_ends[0], &word, sizeof word));
        return word;
    }
    // Exit code, or minus the signal.
    int end()
    {
        int status = 0;
        while (::waitpid(supervisor, &status, 0) < 0 && errno == EINTR) {
        }
        supervisor = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    // A zombie whose new parent has not looked yet counts as gone.
    static bool is_gone(pid_t process)
    {
        std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
        std::string line;
        return !std::getline(file, line) || line.compare(line.rfind(')') + 2, 1, "Z") == 0;
    }
    static bool gone(pid_t process)
    {
        for (int i = 0; i < 100 && !is_gone(process); ++i) ::usleep(10'000);
        return is_gone(process);
    }
};

static int sleep_for_ever()
{
    for (;;) ::pause();
}

TEST(supervisor, starts_each_child_and_stops_all_when_told)
{
    start(3, [this](int index) {
        say(index);
        return sleep_for_ever();
    });
    bool seen[3] = {};
    std::vector<pid_t> processes;
    for (int i = 0; i < 3; ++i) {
        const Word word = hear();
        CHECK(word.index >= 0);
        seen[word.index] = true;
        processes.push_back(word.process);
    }
    CHECK(seen[0] && seen[1] && seen[2]);
    ::kill(supervisor, SIGTERM);
    LONGS_EQUAL(0, end());
    for (const pid_t process : processes) CHECK(gone(process));
}

TEST(supervisor, stops_at_an_interrupt_and_ignores_a_hangup)
{
    start(1, [this](int index) {
        say(index);
        return sleep_for_ever();
    });
    const pid_t first = hear().process;
    ::kill(supervisor, SIGHUP);
    CHECK_FALSE(hears(100ms));
    LONGS_EQUAL(0, ::kill(first, 0));
    ::kill(supervisor, SIGINT);
    LONGS_EQUAL(0, end());
}

TEST(supervisor, replaces_its_children_one_after_another_at_a_hangup)
{
    start(
        2,
        [this](int index) {
            say(index);
            return sleep_for_ever();
        },
        5s, [] { return true; });
    std::set<pid_t> processes{hear().process, hear().process};
    for (int times = 0; times < 2; ++times) {
        ::kill(supervisor, SIGHUP);
        const Word first = hear(), second = hear();
        CHECK(first.index != second.index);
        processes.insert({first.process, second.process});
        CHECK_FALSE(hears(50ms));
    }
    LONGS_EQUAL(6, processes.size());
    ::kill(supervisor, SIGTERM);
    LONGS_EQUAL(0, end());
    for (const pid_t process : processes) CHECK(gone(process));
}

TEST(supervisor, keeps_its_children_at_a_hangup_when_it_may_not_renew)
{
    start(
        1,
        [this](int index) {
            say(index);
            return sleep_for_ever();
        },
        5s,
        [this] {
            say(77);
            return false;
        });
    const pid_t first = hear().process;
    ::kill(supervisor, SIGHUP);
    LONGS_EQUAL(77, hear().index);
    CHECK_FALSE(hears(100ms));
    LONGS_EQUAL(0, ::kill(first, 0));
}

TEST(supervisor, starts_a_killed_child_again_at_once)
{
    start(2, [this](int index) {
        say(index);
        return sleep_for_ever();
    });
    const Word first = hear();
    hear();
    ::kill(first.process, SIGKILL);
    const auto killed = Steady::now();
    const Word second = hear();
    CHECK(Steady::now() - killed < 90ms);
    LONGS_EQUAL(first.index, second.index);
    CHECK(first.process != second.process);
}

TEST(supervisor, pauses_longer_and_longer_for_a_child_that_keeps_ending)
{
    start(1, [this](int index) {
        say(index);
        return 1;
    });
    std::vector<Steady::time_point> times;
    for (int i = 0; i < 5; ++i) {
        LONGS_EQUAL(0, hear().index);
        times.push_back(Steady::now());
    }
    CHECK(times[1] - times[0] < 90ms);
    CHECK(times[2] - times[1] >= 95ms);
    CHECK(times[3] - times[2] >= 195ms);
    CHECK(times[4] - times[3] >= 395ms);
    ::kill(supervisor, SIGTERM);
    LONGS_EQUAL(0, end());
}

TEST(supervisor, survives_a_child_that_throws)
{
    start(1, [this](int index) -> int {
        say(index);
        throw std::runtime_error{"broken"};
    });
    hear();
    LONGS_EQUAL(0, hear().index);
    ::kill(supervisor, SIGTERM);
    LONGS_EQUAL(0, end());
}

TEST(supervisor, gives_up_when_a_child_says_the_configuration_is_bad)
{
    start(2, [this](int index) {
        say(index);
        return index == 1 ? sys::bad_configuration : sleep_for_ever();
    });
    const Word one = hear(), other = hear();
    LONGS_EQUAL(78, end());
    CHECK(gone(one.process));
    CHECK(gone(other.process));
}

TEST(supervisor, kills_a_child_that_does_not_listen)
{
    start(
        1,
        [this](int index) {
            ::signal(SIGTERM, SIG_IGN);
            say(index);
            return sleep_for_ever();
        },
        200ms);
    const Word child = hear();
    const auto told = Steady::now();
    ::kill(supervisor, SIGTERM);
    LONGS_EQUAL(0, end());
    CHECK(Steady::now() - told >= 200ms);
    CHECK(Steady::now() - told < 1500ms);
    CHECK(gone(child.process));
}

TEST(supervisor, takes_its_children_along_when_it_is_killed)
{
    start(2, [this](int index) {
        say(index);
        return sleep_for_ever();
    });
    const Word one = hear(), other = hear();
    ::kill(supervisor, SIGKILL);
    LONGS_EQUAL(-SIGKILL, end());
    CHECK(gone(one.process));
    CHECK(gone(other.process));
}

TEST(supervisor, gives_children_the_signal_mask_of_the_call)
{
    start(1, [this](int) {
        sigset_t mask;
        ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
        int blocked = 0;
        for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) blocked += ::sigismember(&mask, number);
        say(blocked);
        return sleep_for_ever();
    });
    LONGS_EQUAL(0, hear().index);
}
