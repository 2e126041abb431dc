#include "handlers/sessions/end_session.h"

#include "tests/handlers/sessions/two_sessions.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP_BASE(end_session, test::TwoSessions){
    std::string newest(){return house.sql("SELECT id FROM session ORDER BY created_at DESC LIMIT 1");
}
}
;

TEST(end_session, ends_the_one_and_leaves_the_others)
{
    LONGS_EQUAL(204, remove("/sessions/" + newest(), mine.access).status);
    LONGS_EQUAL(401, me(other));
    LONGS_EQUAL(401, refresh(other));
    LONGS_EQUAL(200, me(mine));
    STRCMP_EQUAL("revoked", house.sql("SELECT end_reason FROM session WHERE ended_at IS NOT NULL").c_str());
}

TEST(end_session, may_be_the_callers_own)
{
    LONGS_EQUAL(204, remove("/sessions/" + newest(), other.access).status);
    LONGS_EQUAL(401, me(other));
}

TEST(end_session, answers_those_of_others_like_missing_ones)
{
    house.enrol("bob@example.com");
    const auto stranger = house.login("bob@example.com");
    const auto foreign = remove("/sessions/" + newest(), mine.access);
    const auto missing = remove("/sessions/00000000-0000-4000-8000-000000000000", mine.access);
    LONGS_EQUAL(404, foreign.status);
    STRCMP_EQUAL(missing.body.c_str(), foreign.body.c_str());
    LONGS_EQUAL(404, remove("/sessions/nonsense", mine.access).status);
    LONGS_EQUAL(200, me(stranger));
}
