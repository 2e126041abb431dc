// receive_cgi() and send_cgi() over pipes.
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

#include "fcgi/http/fastcgi.h"

#include <CppUTest/TestHarness.h>

using namespace http;

namespace {

struct Pipe {
    Pipe() { CHECK_EQUAL(0, pipe(ends)); }
    ~Pipe()
    {
        close(ends[0]);
        shut();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void put(std::string_view text) const
    {
        CHECK_EQUAL(ssize_t(text.size()), write(ends[1], text.data(), text.size()));
    }
    void shut()
    {
        if (ends[1] >= 0) close(ends[1]);
        ends[1] = -1;
    }
    int ends[2];
};

int late_end;

void write_late(int)
{
    [[maybe_unused]] const ssize_t some = write(late_end, "late", 4);
}

}   // namespace

TEST_GROUP(http_plain_cgi){};

TEST(http_plain_cgi, receives_a_plain_cgi_request)
{
    const Pipe pipe;
    pipe.put("abcdef");
    std::string method = "REQUEST_METHOD=POST", length = "CONTENT_LENGTH=5";
    std::array environment{method.data(), length.data(), static_cast<char*>(nullptr)};
    const Request request = receive_cgi(environment.data(), pipe.ends[0]);
    CHECK(request.flaw == Flaw::none);
    STRCMP_EQUAL("POST", request.method.c_str());
    STRCMP_EQUAL("abcde", request.body.c_str());
}

TEST(http_plain_cgi, notes_a_cgi_body_that_is_shorter_than_promised)
{
    Pipe pipe;
    pipe.put("abc");
    pipe.shut();
    std::string length = "CONTENT_LENGTH=4";
    std::array environment{length.data(), static_cast<char*>(nullptr)};
    const Request request = receive_cgi(environment.data(), pipe.ends[0]);
    CHECK(request.flaw == Flaw::body_cut_short);
    STRCMP_EQUAL("", request.body.c_str());
}

TEST(http_plain_cgi, reads_on_after_a_signal)
{
    const Pipe pipe;
    late_end = pipe.ends[1];
    struct sigaction interrupting {
    }, kept{};
    interrupting.sa_handler = write_late;   // without SA_RESTART: the waiting read ends with EINTR
    sigaction(SIGALRM, &interrupting, &kept);
    const itimerval soon{{}, {0, 20'000}};
    setitimer(ITIMER_REAL, &soon, nullptr);
    std::string length = "CONTENT_LENGTH=4";
    std::array environment{length.data(), static_cast<char*>(nullptr)};
    const Request request = receive_cgi(environment.data(), pipe.ends[0]);
    sigaction(SIGALRM, &kept, nullptr);
    STRCMP_EQUAL("late", request.body.c_str());
}

TEST(http_plain_cgi, sends_a_plain_cgi_response)
{
    const Pipe pipe;
    CHECK(send_cgi(pipe.ends[1], {204, {}, ""}));
    std::array<char, 200> got{};
    CHECK(read(pipe.ends[0], got.data(), got.size() - 1) > 0);
    STRCMP_EQUAL("Status: 204 No Content\r\nX-Content-Type-Options: nosniff\r\n\r\n", got.data());
}

TEST(http_plain_cgi, says_when_the_cgi_peer_is_gone)
{
    struct sigaction ignoring {
    }, kept{};
    ignoring.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignoring, &kept);
    int ends[2];
    CHECK_EQUAL(0, pipe(ends));
    close(ends[0]);
    CHECK_FALSE(send_cgi(ends[1], {200, {}, "{}"}));
    close(ends[1]);
    sigaction(SIGPIPE, &kept, nullptr);
}
