// The watchdog hears of the threads that serve, not of the one that ticks.
#include "fcgi/http/progress.h"

#include <vector>

#include "tests/fcgi/http/worker_process.h"
#include "tests/fcgi/sys/notify_socket.h"

#include <CppUTest/TestHarness.h>

using namespace acceptor_test;
using namespace std::chrono_literals;

namespace {

void hang(FCGX_Request&)
{
    std::this_thread::sleep_for(1h);
}

void hang_or_echo(FCGX_Request& request)
{
    if (::FCGX_GetChar(request.in) == '!') hang(request);
    echo(request);
}

void be_busy(FCGX_Request& request)
{
    std::this_thread::sleep_for(20ms);
    echo(request);
}

}   // namespace

TEST_GROUP(progress)
{
    const std::string path = "/tmp/progress_test." + std::to_string(::getpid());
    const NotifySocket systemd{path};
    WorkerProcess worker;

    // A watchdog of 300 ms, told every 100.
    void start(unsigned threads, Serve serve)
    {
        worker.watched = {{"NOTIFY_SOCKET", path}, {"WATCHDOG_USEC", "300000"}};
        worker.start(threads, serve);
        STRCMP_EQUAL("READY=1", systemd.hear().c_str());
    }
    void expect_alive() const
    {
        for (int times = 0; times < 5; ++times) STRCMP_EQUAL("WATCHDOG=1", systemd.hear(5s).c_str());
    }
};

TEST(progress, is_told_while_threads_are_idle)
{
    start(3, echo);
    expect_alive();
}

TEST(progress, is_told_until_the_worker_stops)
{
    start(3, echo);
    expect_alive();
    CHECK(worker.stop() < 1s);
    std::string last, word;
    while (!(word = systemd.hear(10ms)).empty()) last = word;
    STRCMP_EQUAL("STOPPING=1", last.c_str());
}

TEST(progress, is_told_while_every_thread_is_busy_all_the_time)
{
    start(1, be_busy);
    std::vector<std::jthread> visitors;   // so many that the thread always finds one waiting
    for (int count = 0; count < 4; ++count)
        visitors.emplace_back([&](const std::stop_token& over) {
            while (!over.stop_requested()) worker.once("a", "b");
        });
    expect_alive();
}

TEST(progress, is_told_while_one_thread_is_left)
{
    start(3, hang_or_echo);
    std::vector<Peer> peers;
    for (int i = 0; i < 4; ++i) {   // of three threads, and two for kept connections
        peers.emplace_back(worker.path());
        peers.back().ask("a", "!");
    }
    std::this_thread::sleep_for(250ms);
    while (!systemd.hear(0ms).empty()) {
    }
    expect_alive();
}

TEST(progress, is_no_more_told_once_every_thread_hangs)
{
    start(2, hang);
    std::vector<Peer> peers;
    for (int i = 0; i < 3; ++i) {   // of two threads, and one for kept connections
        peers.emplace_back(worker.path());
        peers.back().ask("a", "");
    }
    std::this_thread::sleep_for(250ms);
    while (!systemd.hear(0ms).empty()) {
    }
    STRCMP_EQUAL("", systemd.hear(600ms).c_str());
}
