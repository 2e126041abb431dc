#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_refresh)
{
    Mount auth = mechamental();
    Resident resident{auth};

    Answer refresh(const std::string& token)
    {
        return auth.post("/refresh", object({{"refresh_token", token}}));
    }
};

TEST(mechamental_refresh, rotates_and_shows_no_user)
{
    const Answer answer = refresh(resident.session.refresh);
    expect_shape(answer, 200, "access_token:string refresh_token:string token_type:string expires_in:number");
    CHECK(answer.text("refresh_token") != resident.session.refresh);
    LONGS_EQUAL(200, auth.get("/me", answer.text("access_token")).status);
}

TEST(mechamental_refresh, refuses_what_is_no_refresh_token)
{
    for (const std::string& token : {std::string{}, std::string{"nonsense"}, resident.session.access})
        expect_envelope(refresh(token), 401, "AUTHENTICATION_FAILED");
    LONGS_EQUAL(422, auth.post("/refresh", "{}").status);
}
