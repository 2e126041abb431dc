#include "handlers/sessions/logout_by_refresh.h"

#include "tests/handlers/sessions/two_sessions.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP_BASE(logout_by_refresh, test::TwoSessions){int leave(const std::string& token){
    return house.post("hydracore", "/logout", test::json({{"refresh_token", token}})).status;
}
}
;

TEST(logout_by_refresh, ends_the_session_of_the_token)
{
    LONGS_EQUAL(204, leave(mine.refresh));
    LONGS_EQUAL(401, me(mine));
    LONGS_EQUAL(401, refresh(mine));
    LONGS_EQUAL(200, me(other));
}

TEST(logout_by_refresh, takes_what_is_no_refresh_token_for_nothing)
{
    for (const std::string& token : {std::string{}, std::string{"nonsense"}, mine.access})
        LONGS_EQUAL(204, leave(token));
    LONGS_EQUAL(204, house.post("hydracore", "/logout", "").status);
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(204, remove("/sessions", mine.access).status);
}
