#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_logout)
{
    Mount auth = mechamental();
    Resident resident{auth};
};

TEST(mechamental_logout, ends_the_session)
{
    expect_null(auth.post("/logout", {}, resident.session.access));
    expect_envelope(auth.get("/me", resident.session.access), 401, "AUTHENTICATION_FAILED");
    expect_envelope(auth.post("/refresh", object({{"refresh_token", resident.session.refresh}})), 401,
                    "AUTHENTICATION_FAILED");
}

TEST(mechamental_logout, asks_who_is_calling)
{
    const Answer answer = auth.post("/logout");
    expect_envelope(answer, 401, "AUTHENTICATION_FAILED");
    STRCMP_EQUAL("Authentication required", answer.text("message").c_str());
    expect_envelope(auth.post("/logout", {}, resident.session.refresh), 401, "AUTHENTICATION_FAILED");
}
