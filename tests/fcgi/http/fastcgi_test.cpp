// One real exchange a test: the client's records lie in the socket before the server's side looks.
#include "fcgi/http/fastcgi.h"

#include <fcgiapp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using namespace http;

namespace {

enum Record { begin_request = 1, end_request = 3, params = 4, standard_in = 5, standard_out = 6 };

std::string bytes(std::initializer_list<std::size_t> values)
{
    std::string out;
    for (const std::size_t value : values) out += static_cast<char>(value);
    return out;
}

std::string record(Record type, std::string_view content)
{
    return bytes({1, type, 0, 1, content.size() >> 8, content.size() & 0xff, 0, 0}).append(content);
}

std::string parameter(std::string_view name, std::string_view value)
{
    return bytes({name.size(), 0x80, 0, value.size() >> 8, value.size() & 0xff}).append(name).append(value);
}

std::string posting(std::size_t length)
{
    return parameter("REQUEST_METHOD", "POST") + parameter("PATH_INFO", "/login") +
           parameter("CONTENT_LENGTH", std::to_string(length));
}

// libfcgi puts handlers of its own on three signals; the other tests keep theirs.
class Signals {
public:
    Signals()
    {
        for (std::size_t i = 0; i < numbers.size(); ++i) sigaction(numbers[i], nullptr, &kept_[i]);
        FCGX_Init();
        signal(SIGPIPE, SIG_IGN);
    }
    ~Signals()
    {
        for (std::size_t i = 0; i < numbers.size(); ++i) sigaction(numbers[i], &kept_[i], nullptr);
    }

private:
    static constexpr std::array numbers{SIGPIPE, SIGTERM, SIGUSR1};
    std::array<struct sigaction, 3> kept_{};
};

class Exchange {
public:
    Exchange(const std::string& parameters, const std::string& sent_body, bool keep = false)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;   // bound without a name: the kernel picks one
        bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof(sa_family_t));
        listen(listening_, 1);
        socklen_t size = sizeof address;
        getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
        CHECK_EQUAL(0, connect(client_, reinterpret_cast<sockaddr*>(&address), size));
        put(record(begin_request, bytes({0, 1, keep, 0, 0, 0, 0, 0})) + record(params, parameters) +
            record(params, ""));
        put(sent_body);
        shutdown(client_, SHUT_WR);
        FCGX_InitRequest(&request_, listening_, 0);
        CHECK_EQUAL(0, FCGX_Accept_r(&request_));
    }
    ~Exchange()
    {
        stays_open();
        FCGX_Free(&request_, true);
        hang_up();
        close(listening_);
    }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    FCGX_Request& operator*() { return request_; }
    bool stays_open()
    {
        FCGX_Finish_r(&request_);
        return request_.ipcFd >= 0;
    }
    void hang_up()
    {
        if (client_ >= 0) close(client_);
        client_ = -1;
    }
    // What the client got on the stream of responses; ended by "|end" when the exchange was.
    std::string answer()
    {
        const std::string got = arrived();
        std::string out;
        for (std::size_t at = 0; at + 8 <= got.size();) {
            const auto byte = [&](std::size_t i) {
                return std::size_t{static_cast<unsigned char>(got[at + i])};
            };
            const std::size_t size = byte(4) << 8 | byte(5);
            if (byte(1) == standard_out) out += got.substr(at + 8, size);
            if (byte(1) == end_request) out += "|end";
            at += 8 + size + byte(6);
        }
        return out;
    }

private:
    void put(std::string_view text)
    {
        CHECK_EQUAL(ssize_t(text.size()), write(client_, text.data(), text.size()));
    }
    std::string arrived()
    {
        std::string got(1 << 20, '\0');
        const ssize_t size = recv(client_, got.data(), got.size(), MSG_DONTWAIT);
        return got.substr(0, size < 0 ? 0 : std::size_t(size));
    }

    Signals signals_;
    int listening_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int client_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    FCGX_Request request_{};
};

std::string body_records(std::string_view body)
{
    std::string out;
    for (; !body.empty(); body.remove_prefix(std::min<std::size_t>(body.size(), 30000)))
        out += record(standard_in, body.substr(0, 30000));
    return out + record(standard_in, "");
}

}   // namespace

TEST_GROUP(http_fastcgi){};

TEST(http_fastcgi, receives_parameters_and_body)
{
    Exchange exchange{posting(7) + parameter("HTTP_COOKIE", std::string(300, 'c')),
                      body_records("{\"a\":1}")};
    const Request request = receive(*exchange);
    CHECK(request.flaw == Flaw::none);
    STRCMP_EQUAL("POST", request.method.c_str());
    STRCMP_EQUAL("/login", request.path.c_str());
    CHECK(request.cookie == std::string(300, 'c'));
    STRCMP_EQUAL("{\"a\":1}", request.body.c_str());
}

TEST(http_fastcgi, receives_the_largest_body_whole)
{
    std::string body;
    while (body.size() < max_body) body += std::to_string(body.size()) + '\0';
    body.resize(max_body);
    Exchange exchange{posting(max_body), body_records(body)};
    const Request request = receive(*exchange);
    CHECK(request.flaw == Flaw::none);
    CHECK(request.body == body);
}

TEST(http_fastcgi, takes_no_more_than_the_promised_length)
{
    Exchange exchange{posting(3), body_records("abcdef")};
    STRCMP_EQUAL("abc", receive(*exchange).body.c_str());
}

TEST(http_fastcgi, notes_a_body_that_is_shorter_than_promised)
{
    Exchange exchange{posting(8), body_records("{\"a\":1}")};
    const Request request = receive(*exchange);
    CHECK(request.flaw == Flaw::body_cut_short);
    STRCMP_EQUAL("", request.body.c_str());
    STRCMP_EQUAL("/login", request.path.c_str());
}

TEST(http_fastcgi, notes_a_client_that_hung_up_midway)
{
    Exchange exchange{posting(8), record(standard_in, "{\"a\":1}").substr(0, 10)};
    CHECK(receive(*exchange).flaw == Flaw::body_cut_short);
}

TEST(http_fastcgi, does_not_take_the_body_of_a_flawed_request)
{
    Exchange exchange{posting(3) + parameter("LATCHKEY_REFUSE", "payload_too_large"), body_records("abc")};
    const Request request = receive(*exchange);
    CHECK(request.flaw == Flaw::body_too_large);
    STRCMP_EQUAL("", request.body.c_str());
}

TEST(http_fastcgi, keeps_a_connection_whose_request_was_read_to_its_end)
{
    for (const std::string body : {"", "{}"}) {
        Exchange exchange{posting(body.size()), body_records(body), true};
        CHECK(receive(*exchange).body == body);
        CHECK(send(*exchange, {204, {}, ""}));
        CHECK(exchange.stays_open());
    }
}

TEST(http_fastcgi, keeps_no_connection_with_unread_bytes_in_it)
{
    // Whatever the first read leaves behind would be taken for the next request.
    const std::string forged = record(begin_request, bytes({0, 1, 0, 0, 0, 0, 0, 0})) + record(params, "");
    const std::string body = std::string(40'000, 'x') + forged;
    for (const std::size_t promised : {std::size_t{0}, std::size_t{2}, body.size() - 1, max_body + 1}) {
        Exchange exchange{posting(promised), body_records(body), true};
        receive(*exchange);
        CHECK(send(*exchange, {400, {}, ""}));
        CHECK_FALSE(exchange.stays_open());
    }
}

TEST(http_fastcgi, keeps_no_connection_whose_peer_stopped_midway)
{
    Exchange exchange{posting(8), record(standard_in, "{}"), true};
    CHECK(receive(*exchange).flaw == Flaw::body_cut_short);
    CHECK_FALSE(exchange.stays_open());
}

TEST(http_fastcgi, notes_a_header_that_came_twice)
{
    Exchange exchange{parameter("HTTP_COOKIE", "a=1") + parameter("HTTP_COOKIE", "a=2"), body_records("")};
    CHECK(receive(*exchange).flaw == Flaw::header_repeated);
}

TEST(http_fastcgi, sends_the_response_and_ends_the_exchange)
{
    Exchange exchange{posting(0), body_records("")};
    receive(*exchange);
    CHECK(send(*exchange, {200, {{"X-A", "b"}}, "{}"}));
    STRCMP_EQUAL(
        "Status: 200 OK\r\nX-A: b\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        "X-Content-Type-Options: nosniff\r\n\r\n{}|end",
        exchange.answer().c_str());
}

TEST(http_fastcgi, sends_a_body_larger_than_libfcgi_s_buffer)
{
    const std::string body(100'000, 'x');
    Exchange exchange{posting(0), body_records("")};
    receive(*exchange);
    CHECK(send(*exchange, {200, {}, body}));
    CHECK(exchange.answer().ends_with("\r\n\r\n" + body + "|end"));
}

TEST(http_fastcgi, says_when_the_peer_is_gone)
{
    for (const std::size_t size : {2, 100'000}) {
        Exchange exchange{posting(0), body_records("")};
        receive(*exchange);
        exchange.hang_up();
        CHECK_FALSE(send(*exchange, {200, {}, std::string(size, 'x')}));
    }
}

TEST(http_fastcgi, sends_nothing_of_a_response_with_a_control_byte_in_a_header)
{
    Exchange exchange{posting(0), body_records("")};
    receive(*exchange);
    CHECK_THROWS(sys::Failure, send(*exchange, {200, {{"X-A", "b\nc"}}, "{}"}));
    STRCMP_EQUAL("", exchange.answer().c_str());
    CHECK(send(*exchange, {500, {}, ""}));
    CHECK(exchange.answer().starts_with("Status: 500 "));
}
