#include "handlers/sessions/list_sessions.h"

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
