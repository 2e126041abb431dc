// What all contracts inherit from the framework of their originals, but for field errors
// (field_errors_test.cpp).
#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/harness/wire.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(framework)
{
    Mount d = shipfastai();
    Mount a = hydracore();
    std::string login = object({{"email", "a@example.com"}, {"password", "long enough"}});

    void both(const Sent& sent, int status, std::string_view detail, const Here& at = Here::current())
    {
        expect_detail(d.send(sent), status, detail, at);
        expect_detail(a.send(sent), status, detail, at);
    }
    std::string allowed(const Answer& answer)
    {
        return answer.header("allow").value_or("no Allow");
    }
};

TEST(framework, answers_an_unknown_path_with_404)
{
    for (const std::string path :
         {"/nothing", "", "/", "/login/me", "/LOGIN", "/me.json", "/login/x", "/me;x=1"})
        both({"GET", path}, 404, "Not Found");
    both({"POST", "/nothing", "{nonsense"}, 404, "Not Found");
}

TEST(framework, answers_a_path_outside_of_all_mounts_with_404)
{
    const Answer answer = Sandbox::shared().client().get("/nothing");

    LONGS_EQUAL(404, answer.status);
    STRCMP_EQUAL(R"({"detail":"Not Found"})", answer.body.c_str());
}

TEST(framework, answers_the_wrong_method_with_405_and_the_right_one)
{
    for (const std::string method : {"GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"}) {
        const Answer answer = d.send({method, "/login"});
        STRCMP_EQUAL("POST", allowed(answer).c_str());
        if (method == "HEAD")
            LONGS_EQUAL(405, answer.status);
        else
            expect_detail(answer, 405, "Method Not Allowed");
    }
    const Answer answer = a.post("/me", "{}");
    expect_detail(answer, 405, "Method Not Allowed");
    STRCMP_EQUAL("GET", allowed(answer).c_str());
}

TEST(framework, answers_head_and_options_of_a_reading_route_with_405)
{
    LONGS_EQUAL(405, d.send({"HEAD", "/me"}).status);
    expect_detail(a.send({"OPTIONS", "/me", {}, {"Origin: https://app.example.com"}}), 405,
                  "Method Not Allowed");
}

TEST(framework, leaves_what_is_no_http_to_nginx)
{
    for (const Sent& sent : {Sent{"get", "/me"}, Sent{"GET", "/me%00"}, Sent{"GET", "/me%"}}) {
        const Answer answer = d.send(sent);
        LONGS_EQUAL(400, answer.status);
        STRCMP_EQUAL("nginx", answer.header("server").value_or("").c_str());
    }
}

TEST(framework, sends_on_to_the_path_without_the_slash_with_307)
{
    for (const std::string method : {"GET", "POST"}) {
        const Answer answer = d.send({method, "/login/", "{}"});
        LONGS_EQUAL(307, answer.status);
        STRCMP_EQUAL("/api/auth/login", answer.header("location").value_or("").c_str());
        expect_sound(answer);
    }
    STRCMP_EQUAL("/auth/me?a=b%20c&d", a.get("/me/?a=b%20c&d").header("location").value_or("").c_str());
}

TEST(framework, does_not_send_on_from_an_unknown_path)
{
    both({"GET", "/nothing/"}, 404, "Not Found");
    both({"GET", "/login/x/"}, 404, "Not Found");
}

TEST(framework, refuses_a_body_that_is_not_utf8_with_400)
{
    for (const std::string body :
         {"{\"email\":\"\xff\"}", "\xc3\x28", "{\"email\":\"\xed\xa0\x80\"}", "\xc0\xaf"})
        both({"POST", "/login", body}, 400, "There was an error parsing the body");
}

TEST(framework, takes_64_kilobytes_and_refuses_more_with_413)
{
    const std::string fits = login + std::string(64 * 1024 - login.size(), ' ');

    LONGS_EQUAL(401, d.post("/login", fits).status);
    LONGS_EQUAL(401, a.post("/login", fits).status);
    both({"POST", "/login", fits + " "}, 413, "Request body too large");
    both({"POST", "/login", std::string(1024 * 1024, 'x')}, 413, "Request body too large");
}

TEST(framework, refuses_a_chunked_body_beyond_64_kilobytes_likewise)
{
    const std::vector<std::string> chunked{"Transfer-Encoding: chunked"};

    LONGS_EQUAL(401, d.send({"POST", "/login", login, chunked}).status);
    both({"POST", "/login", std::string(200'000, 'x'), chunked}, 413, "Request body too large");
}

TEST(framework, refuses_a_body_in_a_foreign_encoding_with_415)
{
    for (const std::string encoding : {"gzip", "br", "deflate", "gzip, identity", "nonsense"})
        both({"POST", "/login", login, {"Content-Encoding: " + encoding}}, 415,
             "Content encoding not supported");
    LONGS_EQUAL(401, d.send({"POST", "/login", login, {"Content-Encoding: identity"}}).status);
}

TEST(framework, refuses_headers_that_come_twice_with_400)
{
    for (const std::string header : {"Cookie: a=b", "Origin: https://a.example",
                                     "Sec-Fetch-Site: same-origin", "Content-Type: application/json"})
        both({"POST", "/login", login, {header, header}}, 400, "A header occurs more than once");
}

TEST(framework, refuses_two_authorizations_whoever_sees_them_first)
{
    const std::string access = signed_in(d, registered()).access;
    const std::string header = "Authorization: Bearer " + access;

    LONGS_EQUAL(400, d.send({"GET", "/me", {}, {header, header}}).status);
}

TEST(framework, takes_a_body_of_any_json_type_or_of_none_named)
{
    for (const std::string type :
         {"Content-Type:", "Content-Type: application/json; charset=utf-8", "Content-Type: APPLICATION/JSON",
          "Content-Type: application/problem+json"})
        LONGS_EQUAL_TEXT(401, d.send({"POST", "/login", login, {type}}).status, type.c_str());
}

TEST(framework, answers_the_same_over_http_1_0)
{
    const std::string request =
        "POST /api/auth/login HTTP/1.0\r\nContent-Length: " + std::to_string(login.size()) + "\r\n\r\n" +
        login;

    expect_detail(first_answer(spoken(Sandbox::shared().base(), request)), 401,
                  "Incorrect email or password");
}
