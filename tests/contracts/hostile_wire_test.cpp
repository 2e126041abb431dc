// Requests no HTTP client would send. nginx stands in front, and what it lets through must not confuse who is
// behind.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/harness/wire.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hostile_wire)
{
    std::string base = Sandbox::shared().base();
    std::string post = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    std::string body = object({{"email", "a@example.com"}, {"password", "wrong password"}});

    int answers(const std::string& heard)
    {
        int count = 0;
        for (auto at = heard.find("HTTP/1.1 "); at != std::string::npos; at = heard.find("HTTP/1.1 ", at + 1))
            ++count;
        return count;
    }
    std::string length(std::size_t size)
    {
        return "Content-Length: " + std::to_string(size) + "\r\n";
    }
};

TEST(hostile_wire, what_is_no_http_is_refused_or_hung_up_on)
{
    const std::string zero{"\0", 1};
    for (const std::string& bytes : {std::string{"\r\n\r\n\r\n\r\n"},
                                     std::string(40'000, 'A') + "\r\n\r\n",
                                     std::string{"\x16\x03\x01\x02\x00\x01"} + "\r\n\r\n",
                                     std::string{"POST\r\n\r\n"},
                                     std::string{"POST /api/auth/login HTTP/9.9\r\n\r\n"},
                                     std::string{"POST /api/auth/login HTTP/1.1\r\n\r\n"},
                                     post + "Content-Length: -1\r\n\r\n",
                                     post + "Content-Length: +5\r\n\r\nhello",
                                     post + "Content-Length: 5x\r\n\r\nhello",
                                     post + "Content-Length: 99999999999999999999\r\n\r\n",
                                     post + length(2) + length(3) + "\r\n{}",
                                     post + length(2) + length(2) + "\r\n{}",
                                     post + length(2) + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                                     post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                                     post + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
                                     post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                                     post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                                     post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n\r\n",
                                     post + "A" + zero + "B: c\r\n\r\n",
                                     post + "Cookie: a" + zero + "b\r\n\r\n",
                                     post + "Host: y\r\n\r\n",
                                     post + "X: " + std::string(40'000, 'a') + "\r\n\r\n"})
    {
        const std::string heard = spoken(base, bytes);
        const int status = first_answer(heard).status;
        CHECK_TEXT(heard.empty() ||
                       (status >= 400 && status < 600 && status != 500 && status != 502 && status != 504),
                   (bytes.substr(0, 200) + "\n-> " + heard.substr(0, 300)).c_str());
        CHECK_TEXT(answers(heard) <= 1, heard.c_str());
        CHECK_TEXT(!heard.contains("<html>"), (bytes.substr(0, 200) + "\n-> " + heard).c_str());
    }
}

TEST(hostile_wire, what_nginx_refuses_by_itself_is_worded_like_everything_else)
{
    const auto refused = [&](const std::string& bytes, int status, const std::string& detail) {
        const Answer answer = first_answer(spoken(base, bytes));
        LONGS_EQUAL(status, answer.status);
        STRCMP_EQUAL(object({{"detail", detail}}).c_str(), answer.body.c_str());
        STRCMP_EQUAL("application/json", answer.header("content-type").value_or("").c_str());
        STRCMP_EQUAL("no-store", answer.header("cache-control").value_or("").c_str());
        STRCMP_EQUAL("nosniff", answer.header("x-content-type-options").value_or("").c_str());
    };
    const std::string rest = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

    refused(post + length(2) + length(3) + "\r\n{}", 400, "Bad Request");
    refused(post + "X: " + std::string(40'000, 'a') + "\r\n\r\n", 400, "Bad Request");
    refused("GET /api/auth/" + std::string(40'000, 'a') + rest + "\r\n", 414, "Bad Request");
    refused("POST /api/auth/login HTTP/9.9\r\nHost: x\r\n\r\n", 505, "Bad Request");
    refused("TRACE /api/auth/me" + rest + "\r\n", 405, "Method Not Allowed");
}

TEST(hostile_wire, a_body_cut_short_costs_the_client_its_connection_only)
{
    const std::string heard =
        spoken(base, post + length(1000) + "\r\n" + body);   // nginx waits 5 seconds for the rest

    CHECK_TEXT(heard.empty() || first_answer(heard).status == 408, heard.c_str());
    LONGS_EQUAL(401, shipfastai().post("/login", body).status);
}

TEST(hostile_wire, a_request_hidden_in_a_body_is_a_body)
{
    const std::string inner = "GET /api/auth/me HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string heard = spoken(base, post + length(inner.size()) + "\r\n" + inner);

    LONGS_EQUAL(422, first_answer(heard).status);
    LONGS_EQUAL(1, answers(heard));
}

TEST(hostile_wire, fastcgi_records_in_a_body_are_a_body)
{
    std::string record{"\x01\x01\x00\x01\x00\x08\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00", 16};
    record += std::string{"\x01\x04\x00\x01\x00\x00\x00\x00\x01\x05\x00\x01\x00\x00\x00\x00", 16};
    const std::string heard = spoken(base, post + length(record.size()) + "\r\n" + record);

    LONGS_EQUAL(422, first_answer(heard).status);
    LONGS_EQUAL(1, answers(heard));
}

TEST(hostile_wire, pipelined_requests_are_answered_in_order_each_for_itself)
{
    const std::string kept = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\n";
    const std::string heard =
        spoken(base, kept + length(2) + "\r\n{}" + kept + length(body.size()) + "\r\n" + body +
                         "GET /auth/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    LONGS_EQUAL(3, answers(heard));
    const auto first = heard.find("HTTP/1.1 422"), second = heard.find("HTTP/1.1 401"),
               last = heard.rfind("HTTP/1.1 401");
    CHECK_TEXT(first < second && second < last && last != std::string::npos, heard.c_str());
}

TEST(hostile_wire, headers_by_the_hundred_are_read_or_refused)
{
    std::string many = post + length(body.size());
    for (int i = 0; i < 500; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
    const int status = first_answer(spoken(base, many + "\r\n" + body)).status;

    CHECK(status == 401 || status == 400);
}
