// The line that a request leaves in the log, where the sysadmin wants one.
#include "fcgi/http/json_tree.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(request_log)
{
    test::House house{{{"LOG_REQUESTS", "on"}}};

    // The last line.
    std::string line()
    {
        std::string log = house.log();
        if (log.ends_with('\n')) log.pop_back();
        return log.substr(log.rfind('\n') + 1);
    }
    static std::string text(const std::string& line, const char* name)
    {
        const auto parsed = http::parse_json(line);
        CHECK(parsed.has_value());
        const auto found = parsed->view().find(name);
        CHECK_TEXT(found.has_value(), name);
        return std::string{found->text()};
    }
};

TEST(request_log, is_one_line_with_the_row_the_status_and_who_asked)
{
    auto request = test::request("latchkey", "DELETE", "/sessions/0b0e7a54-3d6c-4c3e-9d0a-2f6c1f1f5a11");
    request.id = "0123456789abcdef";
    request.client = "203.0.113.7";
    LONGS_EQUAL(401, house.send(request).status);
    const std::string told = line();
    STRCMP_EQUAL("request", text(told, "event").c_str());
    STRCMP_EQUAL("info", text(told, "level").c_str());
    STRCMP_EQUAL("0123456789abcdef", text(told, "request_id").c_str());
    STRCMP_EQUAL("latchkey", text(told, "contract").c_str());
    STRCMP_EQUAL("DELETE /sessions/{id}", text(told, "route").c_str());
    STRCMP_EQUAL("203.0.113.7", text(told, "client").c_str());
    STRCMP_CONTAINS(R"("status":401,"ms":)", told.c_str());
}

TEST(request_log, has_nothing_that_a_client_sent)
{
    house.enrol("ann@example.com");
    auto request = test::request("shipfastai", "POST", "/login",
                                 json({{"email", "ann@example.com"}, {"password", "secret-of-ann"}}));
    request.query = "token=hidden-query";
    request.user_agent = "hidden-agent";
    request.cookie = "hidden=cookie";
    request.authorization = "Bearer hidden-token";
    house.send(request);
    request.path = "/hidden-path\n{\"event\":\"request\"}";
    request.method = "HIDDEN";
    house.send(request);
    STRCMP_EQUAL("none", text(line(), "route").c_str());
    for (const char* const secret : {"hidden", "HIDDEN", "secret-of-ann", "ann@example.com"})
        CHECK_TEXT(!house.log().contains(secret), secret);
}

TEST(request_log, tells_of_a_mount_that_names_no_contract)
{
    house.send(test::request("no-such-contract", "GET", "/me"));
    STRCMP_EQUAL("none", text(line(), "contract").c_str());
    STRCMP_CONTAINS(R"("status":500)", line().c_str());
}

TEST(request_log, is_empty_unless_it_is_switched_on)
{
    test::House quiet;
    quiet.get("latchkey", "/health/live");
    CHECK(!quiet.log().contains("\"event\":\"request\""));
}

TEST(request_log, names_who_was_refused_a_sign_in_and_nothing_they_typed)
{
    house.enrol("ann@example.com");
    auto request = test::request("shipfastai", "POST", "/login",
                                 json({{"email", "ann@example.com"}, {"password", "not-that-one"}}));
    request.client = "203.0.113.7";
    request.id = "feedbeef";
    LONGS_EQUAL(401, house.send(request).status);
    const std::string log = house.log();
    STRCMP_CONTAINS(R"("level":"warning","program":"test","event":"sign_in_refused","client":"203.0.113.7",)"
                    R"("result":"wrong_credentials","request_id":"feedbeef"})",
                    log.c_str());
    CHECK(!log.contains("not-that-one"));
    CHECK(!log.contains("ann@example.com"));
}
