#include "fcgi/http/cgi.h"

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using namespace http;
using namespace std::string_view_literals;

namespace {

using Parameters = std::vector<const char*>;

Intake read(Parameters parameters)
{
    parameters.push_back(nullptr);
    return read_parameters(parameters.data());
}

Flaw flaw(Parameters parameters)
{
    return read(std::move(parameters)).request.flaw;
}

std::string length(std::size_t size)
{
    return "CONTENT_LENGTH=" + std::to_string(size);
}

}   // namespace

TEST_GROUP(http_cgi){};

TEST(http_cgi, puts_each_parameter_where_it_belongs)
{
    struct Row {
        const char* parameter;
        std::string Request::*member;
    };
    const Row rows[] = {{"REQUEST_METHOD=", &Request::method},
                        {"SCRIPT_NAME=", &Request::mount},
                        {"PATH_INFO=", &Request::path},
                        {"LATCHKEY_CONTRACT=", &Request::contracts},
                        {"QUERY_STRING=", &Request::query},
                        {"CONTENT_TYPE=", &Request::content_type},
                        {"REMOTE_ADDR=", &Request::client},
                        {"HTTP_AUTHORIZATION=", &Request::authorization},
                        {"HTTP_COOKIE=", &Request::cookie},
                        {"HTTP_ORIGIN=", &Request::origin},
                        {"HTTP_SEC_FETCH_SITE=", &Request::fetch_site},
                        {"HTTP_USER_AGENT=", &Request::user_agent},
                        {"HTTP_ACCEPT_LANGUAGE=", &Request::accept_language},
                        {"HTTP_LATCHKEY_REFERENCE=", &Request::reference},
                        {"LATCHKEY_REQUEST_ID=", &Request::id}};
    for (const Row& row : rows) {
        const Request request = read({(std::string{row.parameter} + "a=b c").c_str()}).request;
        STRCMP_EQUAL_TEXT("a=b c", (request.*row.member).c_str(), row.parameter);
        for (const Row& other : rows)
            CHECK_TEXT(other.member == row.member || (request.*other.member).empty(), row.parameter);
        CHECK(request.flaw == Flaw::none);
    }
}

TEST(http_cgi, leaves_out_what_did_not_come_and_what_it_does_not_know)
{
    const Intake intake =
        read({"HTTP_X_USER=eve", "http_cookie=a", "HTTP_COOKIES=a", "HTTP_COOKIE", "=x", ""});
    CHECK(intake.request.cookie.empty());
    CHECK(intake.request.flaw == Flaw::none);
    UNSIGNED_LONGS_EQUAL(0, intake.body_size);
}

TEST(http_cgi, never_trusts_the_mount_or_the_client_a_header_claims)
{
    const Request request =
        read({"HTTP_SCRIPT_NAME=/evil", "HTTP_REMOTE_ADDR=10.0.0.1", "HTTP_X_FORWARDED_FOR=10.0.0.1",
              "HTTP_LATCHKEY_CONTRACT=evil", "REMOTE_ADDR=192.0.2.1"})
            .request;
    STRCMP_EQUAL("", request.mount.c_str());
    STRCMP_EQUAL("", request.contracts.c_str());
    STRCMP_EQUAL("192.0.2.1", request.client.c_str());
}

TEST(http_cgi, refuses_a_repeated_header_that_decides_about_access_or_framing)
{
    for (const std::string name : {"HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE",
                                   "HTTP_HOST", "CONTENT_TYPE", "HTTP_CONTENT_TYPE", "CONTENT_LENGTH",
                                   "HTTP_CONTENT_LENGTH", "HTTP_CONTENT_ENCODING"})
    {
        const std::string one = name + "=", other = name + "=7";
        CHECK_TEXT(flaw({one.c_str()}) == Flaw::none, name.c_str());
        CHECK_TEXT(flaw({one.c_str(), other.c_str()}) == Flaw::header_repeated, name.c_str());
        CHECK_TEXT(flaw({other.c_str(), one.c_str()}) == Flaw::header_repeated, name.c_str());
        CHECK_TEXT(flaw({other.c_str(), "A=b", other.c_str()}) == Flaw::header_repeated, name.c_str());
        UNSIGNED_LONGS_EQUAL(0, read({other.c_str(), other.c_str()}).body_size);
    }
}

TEST(http_cgi, takes_the_first_of_any_other_repeated_parameter)
{
    const Request request =
        read({"HTTP_USER_AGENT=a", "HTTP_USER_AGENT=b", "SCRIPT_NAME=/api", "SCRIPT_NAME="}).request;
    CHECK(request.flaw == Flaw::none);
    STRCMP_EQUAL("a", request.user_agent.c_str());
    STRCMP_EQUAL("/api", request.mount.c_str());
}

TEST(http_cgi, lets_the_client_s_content_headers_come_beside_the_server_s)
{
    const Intake intake = read({"CONTENT_TYPE=application/json",
                                "CONTENT_LENGTH=", "HTTP_CONTENT_TYPE=text/plain", "HTTP_CONTENT_LENGTH=7"});
    CHECK(intake.request.flaw == Flaw::none);
    STRCMP_EQUAL("application/json", intake.request.content_type.c_str());
    UNSIGNED_LONGS_EQUAL(0,
                         intake.body_size);   // as in nginx's auth_request: the header came, the body did not
}

TEST(http_cgi, reads_the_length_of_the_body_strictly)
{
    UNSIGNED_LONGS_EQUAL(7, read({"CONTENT_LENGTH=7"}).body_size);
    UNSIGNED_LONGS_EQUAL(7, read({"CONTENT_LENGTH=007"}).body_size);
    UNSIGNED_LONGS_EQUAL(0, read({"CONTENT_LENGTH=0"}).body_size);
    UNSIGNED_LONGS_EQUAL(0, read({"CONTENT_LENGTH="}).body_size);
    UNSIGNED_LONGS_EQUAL(0, read({}).body_size);
    for (const auto* text : {"-1", "+1", "1 ", " 1", "1,1", "0x10", "1.0", "seven", "-", "7\n"}) {
        const Intake intake = read({(std::string{"CONTENT_LENGTH="} + text).c_str()});
        CHECK_TEXT(intake.request.flaw == Flaw::body_cut_short, text);
        UNSIGNED_LONGS_EQUAL(0, intake.body_size);
    }
}

TEST(http_cgi, refuses_a_body_over_the_limit_without_asking_for_it)
{
    const Intake full = read({length(max_body).c_str()});
    CHECK(full.request.flaw == Flaw::none);
    UNSIGNED_LONGS_EQUAL(max_body, full.body_size);
    for (const std::string& text :
         {length(max_body + 1), std::string{"CONTENT_LENGTH=99999999999999999999999"}}) {
        const Intake intake = read({text.c_str()});
        CHECK(intake.request.flaw == Flaw::body_too_large);
        UNSIGNED_LONGS_EQUAL(0, intake.body_size);
    }
}

TEST(http_cgi, believes_the_server_that_the_body_was_too_large)
{
    const Intake intake =
        read({"LATCHKEY_REFUSE=payload_too_large", "CONTENT_LENGTH=5", "HTTP_CONTENT_ENCODING=gzip"});
    CHECK(intake.request.flaw == Flaw::body_too_large);
    UNSIGNED_LONGS_EQUAL(0, intake.body_size);
    CHECK(flaw({"LATCHKEY_REFUSE="}) == Flaw::none);
    CHECK(flaw({"HTTP_LATCHKEY_REFUSE=payload_too_large"}) == Flaw::none);
}

TEST(http_cgi, refuses_encoded_bodies)
{
    for (const auto* encoding : {"gzip", "br", "identity, gzip", "x"})
        CHECK_TEXT(flaw({"CONTENT_LENGTH=5", (std::string{"HTTP_CONTENT_ENCODING="} + encoding).c_str()}) ==
                       Flaw::body_encoded,
                   encoding);
    CHECK(flaw({"CONTENT_LENGTH=5", "HTTP_CONTENT_ENCODING="}) == Flaw::none);
    CHECK(flaw({"CONTENT_LENGTH=5", "HTTP_CONTENT_ENCODING=Identity"}) == Flaw::none);
}

TEST(http_cgi, does_not_mind_an_encoding_where_there_is_no_body)
{
    CHECK(flaw({"CONTENT_LENGTH=", "HTTP_CONTENT_ENCODING=gzip"}) == Flaw::none);
}

TEST(http_cgi, writes_status_headers_and_body)
{
    STRCMP_EQUAL(
        "Status: 201 Created\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nContent-Type: application/json\r\n"
        "Content-Length: 7\r\nX-Content-Type-Options: nosniff\r\n\r\n{\"a\":1}",
        document({201, {{"Set-Cookie", "a=b"}, {"Set-Cookie", "c=d"}}, "{\"a\":1}"}).c_str());
}

TEST(http_cgi, gives_an_empty_body_no_content_type)
{
    STRCMP_EQUAL("Status: 204 No Content\r\nX-Content-Type-Options: nosniff\r\n\r\n",
                 document({204, {}, ""}).c_str());
}

TEST(http_cgi, keeps_the_content_type_it_was_given)
{
    STRCMP_EQUAL(
        "Status: 200 OK\r\ncontent-type: text/plain\r\nContent-Length: 5\r\nX-Content-Type-Options: "
        "nosniff\r\n\r\nhello",
        document({200, {{"content-type", "text/plain"}}, "hello"}).c_str());
}

TEST(http_cgi, names_the_status)
{
    const auto line = [](int status) {
        const std::string text = document({status, {}, ""});
        return text.substr(0, text.find('\r'));
    };
    STRCMP_EQUAL("Status: 422 Unprocessable Entity", line(422).c_str());
    STRCMP_EQUAL("Status: 429 Too Many Requests", line(429).c_str());
    STRCMP_EQUAL("Status: 503 Service Unavailable", line(503).c_str());
    STRCMP_EQUAL("Status: 299 ", line(299).c_str());
}

TEST(http_cgi, refuses_control_bytes_in_headers)
{
    for (const std::string_view text : {"a\nb"sv, "a\r\nSet-Cookie: x=y"sv, "\t"sv, "\x7f"sv, "\0"sv}) {
        const std::string bad{text};
        CHECK_THROWS(sys::Failure, document({200, {{"X-Name", bad}}, ""}));
        CHECK_THROWS(sys::Failure, document({200, {{bad, "value"}}, ""}));
    }
    CHECK(document({200, {{"X-Name", "caf\xc3\xa9"}}, ""}).contains("X-Name: caf\xc3\xa9\r\n"));
}
