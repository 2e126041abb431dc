#include "handlers/sessions/end_sessions.h"

#include "tests/handlers/sessions/two_sessions.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP_BASE(end_sessions, test::TwoSessions){http::Response remove_all(const std::string& all){
    auto asked = test::request("latchkey", "DELETE", "/sessions");
asked.authorization = "Bearer " + mine.access;
asked.query = "all=" + all;
return house.send(asked);
}
std::string noted()
{
    return house.sql(
        "SELECT count(*) || ' ' || count(DISTINCT detail) FROM audit WHERE event = 'session_revoke'"
        " AND result = 'ok' AND account_id = (SELECT id FROM account WHERE email = 'ann@example.com')");
}
}
;

TEST(end_sessions, keeps_the_one_that_asks)
{
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(200, refresh(mine));
    LONGS_EQUAL(401, me(other));
    LONGS_EQUAL(401, refresh(other));
}

TEST(end_sessions, leaves_other_accounts_alone)
{
    house.enrol("bob@example.com");
    const auto stranger = house.login("bob@example.com");
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(stranger));
}

TEST(end_sessions, ends_the_one_that_asks_as_well_when_told_to)
{
    house.enrol("bob@example.com");
    const auto stranger = house.login("bob@example.com");
    LONGS_EQUAL(204, remove_all("true").status);
    for (const auto& tokens : {mine, other}) {
        LONGS_EQUAL(401, me(tokens));
        LONGS_EQUAL(401, refresh(tokens));
    }
    LONGS_EQUAL(200, me(stranger));
    LONGS_EQUAL(401, remove_all("true").status);
}

TEST(end_sessions, takes_all_for_yes_or_no_only)
{
    LONGS_EQUAL(422, remove_all("").status);
    LONGS_EQUAL(422, remove_all("1").status);
    LONGS_EQUAL(422, remove_all("TRUE").status);
    LONGS_EQUAL(200, me(other));
    LONGS_EQUAL(204, remove_all("false").status);
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(401, me(other));
}

TEST(end_sessions, notes_each_that_ended)
{
    LONGS_EQUAL(204, remove_all("true").status);
    STRCMP_EQUAL("2 2", noted().c_str());
}
