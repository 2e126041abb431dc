#include "handlers/sessions/logout.h"

#include "tests/handlers/sessions/two_sessions.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP_BASE(logout, test::TwoSessions){};

TEST(logout, ends_the_callers_session_for_every_contract)
{
    auto request = test::request("mechamental", "POST", "/logout");
    request.authorization = "Bearer " + mine.access;
    LONGS_EQUAL(200, house.send(request).status);
    LONGS_EQUAL(401, me(mine));
    LONGS_EQUAL(401, refresh(mine));
    LONGS_EQUAL(200, me(other));
    LONGS_EQUAL(401, house.send(request).status);
    LONGS_EQUAL(204, remove("/sessions", other.access).status);
}

TEST(logout, is_written_down)
{
    auto request = test::request("mechamental", "POST", "/logout");
    request.authorization = "Bearer " + mine.access;
    house.send(request);
    STRCMP_EQUAL("1",
                 house.sql("SELECT count(*) FROM audit WHERE event = 'logout' AND result = 'ok'").c_str());
}
