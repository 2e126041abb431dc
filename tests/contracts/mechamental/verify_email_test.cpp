#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_verify_email)
{
    Mount auth = mechamental();
    Resident resident{auth};
};

TEST(mechamental_verify_email, spends_the_token_once)
{
    const std::string body = object({{"token", verify_token(resident.person)}});
    expect_null(auth.post("/verify-email", body));
    const http::JsonTree me = auth.get("/me", resident.session.access).json();
    CHECK(me.view().find("is_verified")->truth());
    expect_envelope(auth.post("/verify-email", body), 401, "AUTHENTICATION_FAILED");
}

TEST(mechamental_verify_email, refuses_what_is_no_such_token)
{
    for (const std::string& token :
         {std::string{"nonsense"}, resident.session.access, reset_token(resident.person)})
        expect_envelope(auth.post("/verify-email", object({{"token", token}})), 401, "AUTHENTICATION_FAILED");
    LONGS_EQUAL(422, auth.post("/verify-email", "{}").status);
}
