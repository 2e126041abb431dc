#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_logout)
{
    Mount auth = shipfastai();
    std::string bye = R"({"message":"Successfully logged out"})";
};

TEST(shipfastai_logout, says_good_bye_with_and_without_a_token)
{
    expect(auth.post("/logout", "", signed_in(auth, registered()).access), 200, bye);
    expect(auth.post("/logout"), 200, bye);
    expect(auth.send({"POST", "/logout"}), 200, bye);
    expect(auth.post("/logout", "", "nonsense"), 200, bye);
}

TEST(shipfastai_logout, takes_no_interest_in_a_body)
{
    expect(auth.post("/logout", "{}"), 200, bye);
    expect(auth.post("/logout", "{nonsense"), 200, bye);
}

TEST(shipfastai_logout, invalidates_nothing)
{
    const Session session = signed_in(auth, registered());
    LONGS_EQUAL(200, auth.post("/logout", "", session.access).status);

    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", session.refresh}})).status);
}
