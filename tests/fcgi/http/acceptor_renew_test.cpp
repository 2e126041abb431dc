// An acceptor that is told to begin anew ends as it does when told to stop, unless it may not.
#include "fcgi/http/acceptor.h"
#include "tests/fcgi/http/worker_process.h"
#include "tests/fcgi/sys/notify_socket.h"

#include <CppUTest/TestHarness.h>

using namespace acceptor_test;
using namespace std::chrono_literals;

TEST_GROUP(acceptor_renew)
{
    const std::string path = "/tmp/renew_test." + std::to_string(::getpid());
    const NotifySocket systemd{path};
    WorkerProcess worker;

    void start(Serve serve, const std::function<bool()>& may_renew)
    {
        worker.watched = {{"NOTIFY_SOCKET", path}};
        worker.may_renew = may_renew;
        worker.start(2, serve);
        STRCMP_EQUAL("READY=1", systemd.hear().c_str());
    }
    void expect_renewed()
    {
        LONGS_EQUAL(WorkerProcess::renewed, exit_of(worker.process()));
        worker.forget();
    }
};

TEST(acceptor_renew, finishes_what_it_serves_and_says_so)
{
    start(echo_slowly, [] { return true; });
    Peer peer{worker.path()};
    peer.ask("late", "body");
    std::this_thread::sleep_for(100ms);
    worker.tell(SIGHUP);
    STRCMP_EQUAL("late:body", peer.answer().c_str());
    peer.leave();
    expect_renewed();
    STRCMP_CONTAINS("RELOADING=1", systemd.hear().c_str());
}

TEST(acceptor_renew, goes_on_while_it_may_not)
{
    bool asked = false;
    start(echo, [&asked] { return std::exchange(asked, true); });
    worker.tell(SIGHUP);
    STRCMP_EQUAL("", systemd.hear(100ms).c_str());
    STRCMP_EQUAL("name:body", worker.once("name", "body").c_str());
    worker.tell(SIGHUP);
    expect_renewed();
}

// As main does it, long before anybody asks.
TEST(acceptor_renew, is_not_meant_where_nobody_gave_a_way_to)
{
    sigset_t hangup;
    ::sigemptyset(&hangup);
    ::sigaddset(&hangup, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &hangup, nullptr);
    worker.start(2, echo);
    ::pthread_sigmask(SIG_UNBLOCK, &hangup, nullptr);
    worker.tell(SIGHUP);
    STRCMP_EQUAL("name:body", worker.once("name", "body").c_str());
    CHECK(worker.stop() < 1s);
}
