#include "fcgi/http/acceptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fcgi/http/worker_process.h"

#include <CppUTest/TestHarness.h>

using namespace acceptor_test;
using namespace std::chrono_literals;

namespace {

void echo_after_a_moment(FCGX_Request& request)
{
    std::this_thread::sleep_for(1ms);
    echo(request);
}

void tell_time_limits(FCGX_Request& request)
{
    for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
        timeval limit{};
        socklen_t size = sizeof limit;
        ::getsockopt(request.ipcFd, SOL_SOCKET, option, &limit, &size);
        ::FCGX_PutS((std::to_string(limit.tv_sec) + " ").c_str(), request.out);
    }
}

void echo_or_throw(FCGX_Request& request)
{
    if (::FCGX_GetChar(request.in) == '!') throw std::runtime_error{"broken"};
    ::FCGX_PutS("fine", request.out);
}

void tell_process(FCGX_Request& request)
{
    ::FCGX_PutS(std::to_string(::getpid()).c_str(), request.out);
}

}   // namespace

TEST_GROUP(acceptor)
{
    WorkerProcess worker;

    // Stops and starts workers until the pipe closes. Exit code: how many it had, 255 when one ended badly.
    pid_t spawn_restarting(int control) const
    {
        const pid_t process = ::fork();
        if (process != 0) return process;
        sigset_t held;   // the word may come before a worker holds it back itself
        ::sigemptyset(&held);
        ::sigaddset(&held, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &held, nullptr);
        int workers = 0;
        for (bool over = false; !over; ++workers) {
            const pid_t one = worker.spawn(4, echo_after_a_moment);
            pollfd closed{control, POLLIN, 0};
            over = ::poll(&closed, 1, 8) == 1;
            ::kill(one, SIGTERM);
            if (exit_of(one) != 0) ::_exit(255);
        }
        ::_exit(std::min(workers, 254));
    }
};

TEST(acceptor, hands_over_parameters_and_body)
{
    worker.start(2, echo);
    const std::string body(30000, 'x');
    STRCMP_EQUAL(("ann:" + body).c_str(), worker.once("ann", body).c_str());
}

TEST(acceptor, loses_no_request_while_workers_come_and_go)
{
    int control[2];
    LONGS_EQUAL(0, ::pipe2(control, O_CLOEXEC));
    const pid_t runner = ::fork();
    if (runner == 0) {
        ::close(control[1]);
        ::_exit(exit_of(spawn_restarting(control[0])));
    }
    std::atomic<int> good = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < 4; ++client)
        clients.emplace_back([&, client] {
            for (int i = 0; i < 500; ++i) {
                const std::string body = std::to_string(client * 1000 + i);
                good += worker.once("n", body) == "n:" + body;
            }
        });
    for (std::thread& client : clients) client.join();
    ::close(control[1]);
    ::close(control[0]);
    const int workers = exit_of(runner);
    LONGS_EQUAL(2000, good.load());
    CHECK(workers >= 10);
    CHECK(workers < 255);
}

TEST(acceptor, shares_what_comes_with_other_processes_also_when_it_could_do_it_alone)
{
    worker.start(4, tell_process);
    const pid_t other = worker.spawn(4, tell_process);
    std::map<std::string, int> answers;
    for (int i = 0; i < 1000; ++i) ++answers[worker.once("n", "")];
    ::kill(other, SIGTERM);
    LONGS_EQUAL(0, exit_of(other));
    LONGS_EQUAL(2, answers.size());
    for (const auto& [process, count] : answers) CHECK_TEXT(count >= 200, process.c_str());
}

TEST(acceptor, stops_at_once_when_idle)
{
    worker.start(4, echo);
    CHECK(worker.stop() < 200ms);
    worker.start(4, echo);
    CHECK(worker.stop(SIGINT) < 200ms);
}

// As systemd does whenever it starts another worker: O_NONBLOCK belongs to everybody who shares the socket.
TEST(acceptor, stops_although_somebody_made_the_socket_wait)
{
    worker.start(4, echo);
    worker.make_socket_wait();
    for (int i = 0; i < 8; ++i) STRCMP_EQUAL("name:body", worker.once("name", "body").c_str());
    CHECK(worker.stop() < 5s);
}

TEST(acceptor, finishes_what_it_serves_when_told_to_stop)
{
    worker.start(2, echo_slowly);
    Peer peer{worker.path()};
    peer.ask("late", "body");
    std::this_thread::sleep_for(100ms);
    worker.tell();
    STRCMP_EQUAL("late:body", peer.answer().c_str());
    peer.leave();
    CHECK(worker.stop() < 200ms);
}

TEST(acceptor, leaves_what_it_did_not_accept_to_the_next_worker)
{
    worker.start(1, echo_slowly);
    Peer first{worker.path()};
    first.ask("first", "");
    std::this_thread::sleep_for(50ms);
    Peer second{worker.path()};
    second.ask("second", "");
    worker.tell();
    STRCMP_EQUAL("first:", first.answer().c_str());
    first.leave();
    worker.stop();
    worker.start(1, echo_after_a_moment);
    STRCMP_EQUAL("second:", second.answer().c_str());
}

TEST(acceptor, waits_out_a_lack_of_descriptors_without_spinning)
{
    int log[2];
    LONGS_EQUAL(0, ::pipe2(log, O_CLOEXEC | O_NONBLOCK));
    worker.start(2, echo, log[1]);
    rlimit before{};
    LONGS_EQUAL(0, ::prlimit(worker.process(), RLIMIT_NOFILE, nullptr, &before));
    const rlimit none{3, before.rlim_max};
    LONGS_EQUAL(0, ::prlimit(worker.process(), RLIMIT_NOFILE, &none, nullptr));
    Peer peer{worker.path()};
    peer.ask("patient", "");
    CHECK_FALSE(peer.hears(400ms));
    LONGS_EQUAL(0, ::prlimit(worker.process(), RLIMIT_NOFILE, &before, nullptr));
    STRCMP_EQUAL("patient:", peer.answer().c_str());
    peer.leave();
    char lines[4096] = {};
    CHECK(::read(log[0], lines, sizeof lines - 1) > 0);
    const std::string told = lines;
    const auto newlines = std::count(told.begin(), told.end(), '\n');
    CHECK(newlines >= 1 && newlines <= 2);
    CHECK(told.find("\"event\":\"accept_failed\",\"errno\":24") != told.npos);
    rusage used{};
    worker.tell();
    CHECK_EQUAL(worker.process(), ::wait4(worker.process(), nullptr, 0, &used));
    worker.forget();
    CHECK(used.ru_utime.tv_sec + used.ru_stime.tv_sec == 0);
    CHECK(used.ru_utime.tv_usec + used.ru_stime.tv_usec < 200'000);
    ::close(log[0]);
    ::close(log[1]);
}

TEST(acceptor, goes_on_after_peers_that_leave_or_talk_nonsense)
{
    worker.start(1, echo);
    for (int i = 0; i < 20; ++i) {
        Peer{worker.path()};
        Peer{worker.path()}.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Peer{worker.path()}.send(std::string("\1\1\0\1\0\10\0\0\0\1", 10));   // half a begin record
    }
    STRCMP_EQUAL("still:here", worker.once("still", "here").c_str());
}

TEST(acceptor, limits_how_long_a_silent_peer_holds_a_thread)
{
    worker.start(1, tell_time_limits);
    STRCMP_EQUAL("5 5 ", worker.once("n", "").c_str());
}

TEST(acceptor, goes_on_after_a_request_that_throws)
{
    worker.start(1, echo_or_throw);
    STRCMP_EQUAL("", worker.once("n", "!").c_str());
    STRCMP_EQUAL("fine", worker.once("n", "?").c_str());
}
