#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_refresh)
{
    Mount auth = bitcain();
    Session first = bitcain_auth::signed_up(auth, newcomer());

    Answer refresh(const std::string& token)
    {
        return auth.post("/refresh", object({{"refresh_token", token}}));
    }
};

TEST(bitcain_refresh, gives_a_new_session)
{
    const Answer answer = refresh(first.refresh);
    expect_shape(answer, 200, bitcain_auth::auth_shape);
    const auto next = bitcain_auth::session_in(answer);
    CHECK(next.refresh != first.refresh);
    LONGS_EQUAL(200, auth.get("/profile", next.access).status);
}

TEST(bitcain_refresh, refuses_every_other_token)
{
    for (const std::string& token : {std::string{"nonsense"}, std::string{}, first.access})
        expect(refresh(token), 401, bitcain_auth::refusal("Invalid or expired refresh token"));
}

TEST(bitcain_refresh, demands_the_token)
{
    LONGS_EQUAL(422, auth.post("/refresh", "{}").status);
}
