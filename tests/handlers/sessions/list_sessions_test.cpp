#include "handlers/sessions/list_sessions.h"

#include "fcgi/sys/encoding.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(list_sessions)
{
    test::House house;
    test::Tokens first;
    test::Tokens second;

    void setup() override
    {
        house.enrol("ann@example.com");
        house.enrol("bob@example.com");
        first = house.login("ann@example.com");
        second = house.login("ann@example.com");
        house.login("bob@example.com");
    }
    // How many sessions the bearer sees.
    std::size_t count(const std::string& bearer)
    {
        const auto body = http::parse_json(house.get("latchkey", "/sessions", bearer).body);
        return body->view().find("sessions")->size();
    }
    // A member of the first one listed.
    std::string newest(const std::string& bearer, const char* name)
    {
        const auto body = http::parse_json(house.get("latchkey", "/sessions", bearer).body);
        return std::string{body->view().find("sessions")->at(0).find(name)->text()};
    }
};

TEST(list_sessions, shows_the_callers_own_and_marks_the_current_one)
{
    const auto response = house.get("latchkey", "/sessions", second.access);
    LONGS_EQUAL(200, response.status);
    const auto body = http::parse_json(response.body);
    const auto listed = *body->view().find("sessions");
    LONGS_EQUAL(2, listed.size());
    CHECK(listed.at(0).find("current")->truth());
    CHECK_FALSE(listed.at(1).find("current")->truth());
    CHECK(!listed.at(0).find("address")->text().empty());
}

TEST(list_sessions, leaves_out_what_has_ended)
{
    house.sql("UPDATE session SET ended_at = now() WHERE created_at = (SELECT min(created_at) FROM session)");
    LONGS_EQUAL(1, count(second.access));
    LONGS_EQUAL(401, house.get("latchkey", "/sessions", first.access).status);
}

TEST(list_sessions, costs_one_round_trip)
{
    count(first.access);
    const auto before = house.service().pool.round_trips();
    count(first.access);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}

TEST(list_sessions, names_device_and_method)
{
    auto asked = test::request("shipfastai", "POST", "/login",
                               test::json({{"email", "ann@example.com"}, {"password", test::good_password}}));
    asked.user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    const auto access = test::member(house.send(asked), "access_token");
    STRCMP_EQUAL("Firefox on Linux", newest(access, "device").c_str());
    STRCMP_EQUAL("password", newest(access, "method").c_str());
    STRCMP_EQUAL(asked.user_agent.c_str(), newest(access, "user_agent").c_str());
}

TEST(list_sessions, tells_of_each_way_in)
{
    const auto enrolled =
        house.post("hydracore", "/register",
                   test::json({{"email", "cat@example.com"}, {"password", test::good_password}}));
    LONGS_EQUAL(200, enrolled.status);
    STRCMP_EQUAL("register",
                 house.sql("SELECT method FROM session ORDER BY created_at DESC LIMIT 1").c_str());
    auto basic = test::request("hydracore", "POST", "/token");
    basic.authorization = "Basic " + sys::base64("ann@example.com:" + std::string{test::good_password});
    STRCMP_EQUAL("basic", newest(test::member(house.send(basic), "access_token"), "method").c_str());
    const auto coded =
        house.post("hydracore", "/verify-email",
                   test::json({{"email", "cat@example.com"},
                               {"code", house.mailed_code("cat@example.com", "verify_email")}}));
    STRCMP_EQUAL("code", newest(test::member(coded, "access_token"), "method").c_str());
}

TEST(list_sessions, tells_when_one_was_last_refreshed)
{
    house.sql("UPDATE session SET rotated_at = '2026-01-02T03:04:05Z', created_at = '2026-01-01T00:00:00Z'");
    STRCMP_EQUAL("2026-01-02T03:04:05Z", newest(second.access, "last_used_at").c_str());
    const auto fresh = house.post("shipfastai", "/refresh", test::json({{"refresh_token", second.refresh}}));
    const auto access = test::member(fresh, "access_token");
    STRCMP_EQUAL("t", house.sql("SELECT max(rotated_at) > now() - interval '1 minute' FROM session").c_str());
    CHECK(newest(access, "last_used_at") != newest(access, "created_at"));
}
