#include "fcgi/sys/notify.h"

#include <ctime>

#include "fcgi/sys/failure.h"
#include "tests/fcgi/sys/notify_socket.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(notify)
{
    const std::string path = "/tmp/notify_test." + std::to_string(::getpid());
    const NotifySocket systemd{path};
    sys::Environment asked{{"NOTIFY_SOCKET", path}};
    sys::Environment watched{
        {"NOTIFY_SOCKET", path}, {"WATCHDOG_USEC", "30000000"}, {"WATCHDOG_PID", std::to_string(::getpid())}};
};

TEST(notify, tells_when_the_process_serves_and_when_it_stops)
{
    const sys::Notify notify{asked};
    notify.ready();
    STRCMP_EQUAL("READY=1", systemd.hear().c_str());
    notify.stopping();
    STRCMP_EQUAL("STOPPING=1", systemd.hear().c_str());
}

TEST(notify, tells_that_the_process_begins_anew_and_when)
{
    const sys::Notify notify{asked};
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    notify.renewing();
    const std::string words = systemd.hear(), start = "RELOADING=1\nMONOTONIC_USEC=";
    STRCMP_EQUAL(start.c_str(), words.substr(0, start.size()).c_str());
    const auto told =
        std::stoll(words.substr(start.size())) - (now.tv_sec * 1'000'000LL + now.tv_nsec / 1000);
    CHECK(told >= 0 && told < 1'000'000);
}

TEST(notify, finds_a_socket_that_stands_in_no_directory)
{
    const std::string name = "@latchkey/notify_test/" + std::to_string(::getpid());
    const NotifySocket nowhere{name};
    sys::Notify{{{"NOTIFY_SOCKET", name}}}.ready();
    STRCMP_EQUAL("READY=1", nowhere.hear().c_str());
}

TEST(notify, says_that_it_lives_three_times_in_what_the_watchdog_waits)
{
    const sys::Notify notify{watched};
    CHECK(notify.pulse() == 10s);
    notify.alive();
    STRCMP_EQUAL("WATCHDOG=1", systemd.hear().c_str());
}

TEST(notify, tells_no_watchdog_that_watches_another_process)
{
    watched["WATCHDOG_PID"] = std::to_string(::getppid());
    const sys::Notify notify{watched};
    CHECK(!notify.pulse());
    notify.alive();
    STRCMP_EQUAL("", systemd.hear(50ms).c_str());
}

TEST(notify, tells_no_watchdog_where_none_is)
{
    const sys::Notify notify{asked};
    CHECK(!notify.pulse());
    notify.alive();
    STRCMP_EQUAL("", systemd.hear(50ms).c_str());
}

TEST(notify, is_silent_where_nobody_asked)
{
    watched.erase("NOTIFY_SOCKET");
    const sys::Notify notify{watched};
    notify.ready();
    notify.alive();
    notify.stopping();
    CHECK(!notify.pulse());
    STRCMP_EQUAL("", systemd.hear(50ms).c_str());
}

TEST(notify, refuses_a_socket_that_nobody_reads_and_a_name_that_is_none)
{
    for (const char* name : {"/tmp/nobody-reads-this", "relative", "vsock:2:1"})
        CHECK_THROWS(sys::Failure, (sys::Notify{{{"NOTIFY_SOCKET", name}}}));
    CHECK_THROWS(sys::Failure, (sys::Notify{{{"NOTIFY_SOCKET", "/" + std::string(200, 'a')}}}));
}
