#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_reset_password)
{
    Mount auth = mechamental();
    Resident resident{auth};

    std::string body(const std::string& token, const std::string& password = "another password")
    {
        return object({{"token", token}, {"new_password", password}});
    }
};

TEST(mechamental_reset_password, sets_the_password_and_ends_the_sessions)
{
    const std::string token = reset_token(resident.person);
    LONGS_EQUAL(422, auth.post("/reset-password", body(token, "geheim7")).status);
    expect_null(auth.post("/reset-password", body(token)));

    LONGS_EQUAL(401, auth.get("/me", resident.session.access).status);
    LONGS_EQUAL(401, auth.post("/login", resident.credentials()).status);
    LONGS_EQUAL(
        200, auth.post("/login", object({{"username", resident.username}, {"password", "another password"}}))
                 .status);
    expect_envelope(auth.post("/reset-password", body(token)), 401, "AUTHENTICATION_FAILED");
}

TEST(mechamental_reset_password, takes_no_other_token)
{
    for (const std::string& token :
         {std::string{"nonsense"}, verify_token(resident.person), resident.session.refresh})
        expect_envelope(auth.post("/reset-password", body(token)), 401, "AUTHENTICATION_FAILED");
}
