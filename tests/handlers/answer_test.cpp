#include "handlers/answer.h"

#include <chrono>
#include <stdexcept>

#include "tests/database.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using test::header;
using test::json;

static constexpr const char* credentials =
    R"({"email":"ann@example.com","password":"correct horse battery"})";

TEST_GROUP(answer)
{
    test::House house;

    void setup() override
    {
        house.enrol("ann@example.com");
    }

    http::Response send(const std::string& method, const std::string& path, const std::string& body = {})
    {
        return house.send(test::request("shipfastai", method, path, body));
    }
    // The same service on another pool.
    http::Response from(db::Pool & pool, const http::Request& request) const
    {
        Service broken = make_service(house.config(), house.service().log, pool, house.service().lanes);
        return answer(broken, request);
    }
    static http::Request login()
    {
        return test::request("shipfastai", "POST", "/login", credentials);
    }
    static void worded(const http::Response& response, int status, const char* body)
    {
        LONGS_EQUAL(status, response.status);
        STRCMP_EQUAL(body, response.body.c_str());
        STRCMP_EQUAL("no-store", header(response, "Cache-Control").c_str());
    }
    static http::Request flawed(http::Flaw flaw)
    {
        auto request = login();
        request.flaw = flaw;
        return request;
    }
    std::string kept_user_agent(const std::string& sent)
    {
        auto request = login();
        request.user_agent = sent;
        LONGS_EQUAL(200, house.send(request).status);
        return house.sql("SELECT user_agent FROM session ORDER BY created_at DESC LIMIT 1");
    }
    void says_nothing_of_machinery(const http::Response& response)
    {
        for (const char* word : {"SELECT", "account", "relation", "postgres", "host", "secret", "handlers/"})
            if (response.body.find(word) != std::string::npos) FAIL(response.body.c_str());
    }
};

TEST(answer, does_not_know_other_paths)
{
    worded(send("POST", "/nowhere"), 404, R"({"detail":"Not Found"})");
    worded(send("GET", ""), 404, R"({"detail":"Not Found"})");
    worded(send("GET", "/"), 404, R"({"detail":"Not Found"})");
}

TEST(answer, says_which_methods_a_path_has)
{
    const auto response = send("GET", "/login");
    worded(response, 405, R"({"detail":"Method Not Allowed"})");
    STRCMP_EQUAL("POST", header(response, "Allow").c_str());
    STRCMP_EQUAL("GET", header(send("HEAD", "/me"), "Allow").c_str());
    LONGS_EQUAL(405, send("OPTIONS", "/me").status);
}

TEST(answer, sends_to_the_path_without_the_slash)
{
    auto request = test::request("shipfastai", "POST", "/login/", credentials);
    request.query = "next=%2Fhome&a=b";
    const auto response = house.send(request);
    LONGS_EQUAL(307, response.status);
    STRCMP_EQUAL("/api/auth/login?next=%2Fhome&a=b", header(response, "Location").c_str());
    STRCMP_EQUAL("", response.body.c_str());
}

TEST(answer, builds_no_location_from_what_a_client_may_forge)
{
    auto request = test::request("shipfastai", "POST", "/login/");
    request.origin = "https://evil.example";
    request.query = "a=b\r\nSet-Cookie: c=d \x7f\xff";
    STRCMP_EQUAL("/api/auth/login?a=bSet-Cookie:c=d", header(house.send(request), "Location").c_str());
    LONGS_EQUAL(404, send("GET", "//evil.example/login/").status);
}

TEST(answer, words_what_is_wrong_with_the_request_itself)
{
    worded(house.send(flawed(http::Flaw::body_too_large)), 413, R"({"detail":"Request body too large"})");
    worded(house.send(flawed(http::Flaw::body_cut_short)), 400,
           R"({"detail":"There was an error parsing the body"})");
    worded(house.send(flawed(http::Flaw::body_encoded)), 415,
           R"({"detail":"Content encoding not supported"})");
    worded(house.send(flawed(http::Flaw::header_repeated)), 400,
           R"({"detail":"A header occurs more than once"})");
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM session").c_str());
}

TEST(answer, refuses_bytes_that_are_no_text)
{
    worded(send("POST", "/login", "{\"email\":\"\xff\",\"password\":\"x\"}"), 400,
           R"({"detail":"There was an error parsing the body"})");
}

TEST(answer, has_a_word_even_when_nginx_names_no_contract)
{
    for (const char* names : {"", "nobody", "Shipfastai nobody"}) {
        auto request = login();
        request.contracts = names;
        worded(house.send(request), 500, R"({"detail":"Internal Server Error"})");
        const std::string given = R"(no contract of ours in LATCHKEY_CONTRACT: \")" + std::string{names};
        STRCMP_CONTAINS((given + R"(\")").c_str(), house.log().c_str());
    }
    STRCMP_CONTAINS(R"("mount":"/api/auth")", house.log().c_str());
}

// A site may name what a later version brings; a slip of the pen must still be found.
TEST(answer, tells_of_a_name_it_passed_over_where_it_found_nothing)
{
    auto request = login();
    request.contracts = "shipfastai  latchky ";
    CHECK(house.send(request).status != 500);
    CHECK_FALSE(house.log().contains("contract_unknown"));
    request.path = "/sessions";
    request.method = "GET";
    LONGS_EQUAL(404, house.send(request).status);
    STRCMP_CONTAINS(R"("event":"contract_unknown")", house.log().c_str());
    STRCMP_CONTAINS(R"("contract":"latchky")", house.log().c_str());
}

TEST(answer, is_503_while_the_database_is_away)
{
    db::Pool away{"postgresql://postgres:secret@/nowhere?host=/nonexistent", 1, 1s};
    const auto response = from(away, login());
    worded(response, 503, R"({"detail":"Service temporarily unavailable"})");
    STRCMP_EQUAL("1", header(response, "Retry-After").c_str());
    STRCMP_CONTAINS("request_failed", house.log().c_str());
    STRCMP_CONTAINS("request-1", house.log().c_str());
    CHECK(house.log().find("secret") == std::string::npos);
}

TEST(answer, is_503_without_a_word_of_sql_when_the_schema_is_wrong)
{
    const test::FreshSchema empty;
    db::Pool bare{empty.uri(), 1, 5s};
    const auto response = from(bare, login());
    LONGS_EQUAL(503, response.status);
    says_nothing_of_machinery(response);
    STRCMP_CONTAINS(R"("sqlstate":"42P01")", house.log().c_str());
}

TEST(answer, is_500_for_a_defect_of_ours)
{
    house.service().random = [](std::size_t) -> std::string { throw std::logic_error{"secret reason"}; };
    const auto response = house.send(login());
    worded(response, 500, R"({"detail":"Internal Server Error"})");
    STRCMP_CONTAINS("secret reason", house.log().c_str());
}

TEST(answer, is_worded_by_the_contract_of_the_mount)
{
    db::Pool away{"postgresql://nobody@/nowhere?host=/nonexistent", 1, 1s};
    auto request = test::request("hydracore", "POST", "/register", credentials);
    LONGS_EQUAL(503, from(away, request).status);
    request.path = "/nowhere";
    LONGS_EQUAL(404, house.send(request).status);
}

TEST(answer, is_503_when_all_lanes_are_taken)
{
    test::House narrow{{{"HASH_LANES", "1"}, {"HASH_QUEUE", "0"}}};
    const auto held = narrow.service().lanes.enter(0ms);
    const auto response = narrow.send(login());
    worded(response, 503, R"({"detail":"The server is busy. Please try again later."})");
    STRCMP_EQUAL("1", header(response, "Retry-After").c_str());
}

TEST(answer, looks_at_the_body_before_it_asks_who_is_calling_and_at_the_fields_afterwards)
{
    auto request = test::request("shipfastai", "GET", "/me", "{not json");
    LONGS_EQUAL(401, house.send(request).status);   // the row has no body
    LONGS_EQUAL(422, send("POST", "/login", "{not json").status);
}

TEST(answer, keeps_256_bytes_of_the_user_agent)
{
    const std::string a(254, 'a');
    STRCMP_EQUAL((a + "bc").c_str(), kept_user_agent(a + "bcdef").c_str());
    STRCMP_EQUAL("", kept_user_agent("").c_str());
}

TEST(answer, does_not_cut_a_user_agent_within_a_character)
{
    const std::string a(253, 'a');
    STRCMP_EQUAL((a + "ää").substr(0, 255).c_str(), kept_user_agent(a + "ää").c_str());
    STRCMP_EQUAL((a + "€").c_str(), kept_user_agent(a + "€x").c_str());
    STRCMP_EQUAL((a + "a").c_str(), kept_user_agent(a + "a€").c_str());
    STRCMP_EQUAL(a.c_str(), kept_user_agent(a + "😀").c_str());
}

TEST(answer, keeps_no_user_agent_that_is_no_text)
{
    STRCMP_EQUAL("", kept_user_agent("\xff\xfe").c_str());
    STRCMP_EQUAL("", kept_user_agent(std::string{"a\0b", 3}).c_str());
}
