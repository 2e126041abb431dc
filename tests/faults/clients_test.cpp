// Clients that hang up midway, and peers that take a worker's threads and say nothing.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

#include "fcgi/sys/descriptor.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

sys::Descriptor connected(const sockaddr* there, socklen_t size)
{
    sys::Descriptor socket{::socket(there->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::connect(socket.get(), there, size) != 0) FAIL(std::strerror(errno));
    return socket;
}

sys::Descriptor connected_to_nginx(const Sandbox& sandbox)
{
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(std::uint16_t(std::stoi(sandbox.base().substr(sandbox.base().rfind(':') + 1))));
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connected(reinterpret_cast<const sockaddr*>(&there), sizeof there);
}

sys::Descriptor connected_to_workers(const Sandbox& sandbox)
{
    const std::string path = socket_directory(sandbox) + "/worker.sock";
    sockaddr_un there{};
    there.sun_family = AF_UNIX;
    if (path.size() >= sizeof there.sun_path) FAIL(path.c_str());
    path.copy(there.sun_path, path.size());
    return connected(reinterpret_cast<const sockaddr*>(&there), sizeof there);
}

// Gone without a word: a reset, where the kernel can send one.
void hang_up(sys::Descriptor socket)
{
    const linger at_once{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void say(const sys::Descriptor& socket, std::string_view bytes)
{
    LONGS_EQUAL(bytes.size(), ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

}   // namespace

TEST_GROUP(faults_clients){std::string request(const std::string& body, std::size_t told){
    return "POST /api/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "Content-Length: " +
           std::to_string(told) + "\r\n\r\n" + body;
}

void expect_good(const Sandbox& sandbox, const std::vector<int>& workers)
{
    LONGS_EQUAL(200, shipfastai(sandbox).get("/health/ready").status);
    CHECK_TRUE(workers == sandbox.worker_pids());
}
}
;

TEST(faults_clients, that_hang_up_in_the_middle_of_a_body_make_no_account_and_harm_nobody)
{
    Sandbox& sandbox = battered();
    const auto workers = sandbox.worker_pids();
    const Person person = newcomer();
    const std::string body = person.credentials();
    for (int times = 0; times < 100; ++times) {
        sys::Descriptor socket = connected_to_nginx(sandbox);
        say(socket, request(body.substr(0, std::size_t(times) % body.size()), body.size()));
        hang_up(std::move(socket));
    }

    expect_good(sandbox, workers);
    LONGS_EQUAL(0, count(sandbox, "account WHERE email = '" + person.email + "'"));
}

TEST(faults_clients, that_hang_up_before_the_answer_leave_the_account_made_or_not_made)
{
    Sandbox& sandbox = battered();
    const auto workers = sandbox.worker_pids();
    for (int times = 0; times < 100; ++times) {
        const std::string body = object({{"email", "reset-" + std::to_string(times) + "@example.com"},
                                         {"password", "long enough for anybody"}});
        sys::Descriptor socket = connected_to_nginx(sandbox);
        say(socket, request(body, body.size()));
        std::this_thread::sleep_for(std::chrono::microseconds{times * 50});
        hang_up(std::move(socket));
    }

    expect_good(sandbox, workers);
    CHECK(count(sandbox, "account WHERE email LIKE 'reset-%'") > 0);
    LONGS_EQUAL(0, count(sandbox,
                         "account a WHERE email LIKE 'reset-%' AND NOT EXISTS"
                         " (SELECT FROM outbox o WHERE o.recipient = a.email)"));
}

TEST(faults_clients, that_hang_up_on_the_workers_socket_in_the_middle_of_a_record_harm_nobody)
{
    Sandbox& sandbox = battered();
    const auto workers = sandbox.worker_pids();
    const std::string begin{"\x01\x01\x00\x01\x00\x08\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00", 16};
    const std::string half_of_parameters{"\x01\x04\x00\x01\x00\x40\x00\x00\x0eREQUEST", 16};
    for (const std::string& bytes :
         {begin.substr(0, 5), begin, begin + half_of_parameters, std::string(64, '\xff')})
        for (int times = 0; times < 16; ++times) {
            sys::Descriptor socket = connected_to_workers(sandbox);
            say(socket, bytes);
        }

    expect_good(sandbox, workers);
}

TEST(faults_clients, that_say_nothing_on_the_workers_socket_get_their_threads_taken_back)
{
    Sandbox& sandbox = narrow();
    const auto workers = sandbox.worker_pids();
    std::vector<sys::Descriptor> silent;
    for (int times = 0; times < 64; ++times) silent.push_back(connected_to_workers(sandbox));

    // One for each thread: nobody is free for as long as a silent peer is waited for, and then all are.
    CHECK(within(12s, [&] { return shipfastai(sandbox).get("/health/live").status == 200; }));
    const Timed next = timed([&] { return shipfastai(sandbox).get("/health/live"); });
    LONGS_EQUAL(200, next.answer.status);
    CHECK(next.took < 1s);
    expect_good(sandbox, workers);
}

TEST(faults_clients, of_other_users_cannot_reach_the_workers_socket)
{
    struct stat status {};
    LONGS_EQUAL(0, ::stat((socket_directory(battered()) + "/worker.sock").c_str(), &status));

    CHECK(S_ISSOCK(status.st_mode));
    LONGS_EQUAL(0660, status.st_mode & 07777);
}
