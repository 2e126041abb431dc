#include "handlers/sessions/end_other_sessions.h"

#include "tests/handlers/sessions/two_sessions.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP_BASE(end_other_sessions, test::TwoSessions){};

TEST(end_other_sessions, keeps_the_one_that_asks)
{
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(200, refresh(mine));
    LONGS_EQUAL(401, me(other));
    LONGS_EQUAL(401, refresh(other));
}

TEST(end_other_sessions, leaves_other_accounts_alone)
{
    house.enrol("bob@example.com");
    const auto stranger = house.login("bob@example.com");
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
    LONGS_EQUAL(200, me(stranger));
}
