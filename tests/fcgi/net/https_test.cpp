#include "fcgi/net/https.h"

#include "fcgi/net/mail.h"
#include "tests/fcgi/net/https_sink.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using net::Call;

TEST_GROUP(https)
{
    net::Library curl;
    net_test::HttpsSink sink;

    Call call(const std::string& path = "/")
    {
        return {sink.url(path), {}, true, true, sink.ca_file()};
    }
    static void problem(const char* expected, const net::Reply& reply)
    {
        LONGS_EQUAL(0, reply.status);
        STRCMP_EQUAL(expected, reply.problem.c_str());
    }
};

TEST(https, gets_status_and_body)
{
    sink.answer("HTTP/1.1 418 Teapot\r\nContent-Length: 5\r\n\r\nhello");
    const auto reply = net::https_call(call("/a?b=c"), 5s);
    LONGS_EQUAL_TEXT(418, reply.status, reply.problem.c_str());
    STRCMP_EQUAL("hello", reply.body.c_str());
    CHECK(sink.requests().at(0).starts_with("GET /a?b=c HTTP/"));
}

TEST(https, sends_the_headers_given)
{
    auto asked = call();
    asked.headers = {"X-Key: k", "X-Sign: s"};
    LONGS_EQUAL(200, net::https_call(asked, 5s).status);
    CHECK(sink.requests().at(0).contains("\r\nX-Key: k\r\n"));
    CHECK(sink.requests().at(0).contains("\r\nX-Sign: s\r\n"));
}

TEST(https, posts_a_body)
{
    auto asked = call("/token");
    asked.headers = {"Content-Type: application/x-www-form-urlencoded"};
    asked.body = "code=abc";
    sink.answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    const auto reply = net::https_call(asked, 5s);
    STRCMP_EQUAL("application/json", reply.content_type.c_str());
    CHECK(sink.requests().at(0).starts_with("POST /token HTTP/"));
    CHECK(sink.requests().at(0).contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
    STRCMP_EQUAL("code=abc", sink.bodies().at(0).c_str());
}

TEST(https, unpacks_nothing)
{
    sink.answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8bzz");
    STRCMP_EQUAL("\x1f\x8bzz", net::https_call(call(), 5s).body.c_str());
    CHECK(!sink.requests().at(0).contains("Accept-Encoding"));
}

TEST(https, takes_as_much_as_the_call_says)
{
    auto asked = call();
    asked.most = 10;
    sink.answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
    LONGS_EQUAL(200, net::https_call(asked, 5s).status);
    sink.answer("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n0123456789a");
    problem("its answer is too long", net::https_call(asked, 5s));
}

TEST(https, goes_to_no_private_address_unless_allowed)
{
    auto asked = call();
    asked.allow_private = false;
    problem("its address is not a public one", net::https_call(asked, 5s));
    asked.url = "https://127.0.0.1:" + std::to_string(sink.port()) + "/";
    problem("its address is not a public one", net::https_call(asked, 5s));
    for (const char* host : {"[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "10.0.0.1",
                             "169.254.169.254", "0.0.0.0", "2130706433", "0x7f000001", "127.1"})
    {
        asked.url = std::string{"https://"} + host + ":" + std::to_string(sink.port()) + "/";
        problem("its address is not a public one", net::https_call(asked, 5s));
    }
    LONGS_EQUAL(0, sink.requests().size());
}

TEST(https, reaches_an_address_that_stands_for_itself)
{
    auto asked = call();
    asked.url = "https://127.0.0.1:" + std::to_string(sink.port()) + "/";
    problem("its certificate is not good", net::https_call(asked, 5s));   // which is for another name
}

TEST(https, goes_to_no_other_port_unless_allowed)
{
    auto asked = call();
    asked.allow_other_port = false;
    problem("its URL is not one we call", net::https_call(asked, 5s));
}

TEST(https, speaks_https_only)
{
    auto asked = call();
    for (const char* url : {"http://localhost/", "ftp://localhost/", "file:///etc/passwd", "localhost",
                            "https://user:password@localhost/", "https:///", ""})
    {
        asked.url = url;
        problem("its URL is not one we call", net::https_call(asked, 5s));
    }
}

TEST(https, follows_no_redirect)
{
    sink.answer("HTTP/1.1 302 Found\r\nLocation: " + sink.url("/elsewhere") +
                "\r\nContent-Length: 0\r\n\r\n");
    LONGS_EQUAL(302, net::https_call(call(), 5s).status);
    LONGS_EQUAL(1, sink.requests().size());
}

TEST(https, trusts_no_certificate_that_no_one_vouches_for)
{
    auto asked = call();
    asked.ca_file.clear();
    problem("its certificate is not good", net::https_call(asked, 5s));
    LONGS_EQUAL(0, sink.requests().size());
}

TEST(https, takes_64_kilobytes_and_no_more)
{
    const auto with_body = [&](std::size_t size) {
        sink.answer("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                    std::string(size, 'x'));
        return net::https_call(call(), 5s);
    };
    LONGS_EQUAL(200, with_body(net::max_reply).status);
    problem("its answer is too long", with_body(net::max_reply + 1));
}

TEST(https, gives_up_in_time)
{
    sink.say_nothing();
    const auto start = std::chrono::steady_clock::now();
    problem("it did not answer in time", net::https_call(call(), 300ms));
    CHECK(std::chrono::steady_clock::now() - start < 1500ms);
}

TEST(https, says_when_nobody_is_there)
{
    auto asked = call();
    asked.url = "https://localhost:1/";
    problem("it can't be reached", net::https_call(asked, 5s));
    asked.url = "https://no-such-host.invalid/";
    STRCMP_EQUAL("", net::https_call(asked, 5s).body.c_str());
    LONGS_EQUAL(0, net::https_call(asked, 5s).status);
}
