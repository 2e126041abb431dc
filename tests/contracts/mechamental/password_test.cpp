#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_password)
{
    Mount auth = mechamental();
    Resident resident{auth};

    Answer change(const std::string& current, const std::string& wanted)
    {
        return auth.send(with_bearer("PUT", "/me/password",
                                     object({{"current_password", current}, {"new_password", wanted}}),
                                     resident.session.access));
    }
};

TEST(mechamental_password, changes_and_ends_the_other_sessions)
{
    const Session other = session_of(auth.post("/login", resident.credentials()));
    expect_null(change(resident.person.password, "another password"));

    LONGS_EQUAL(200, auth.get("/me", resident.session.access).status);
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", resident.session.refresh}})).status);
    LONGS_EQUAL(401, auth.get("/me", other.access).status);
    LONGS_EQUAL(401, auth.post("/refresh", object({{"refresh_token", other.refresh}})).status);
    LONGS_EQUAL(401, auth.post("/login", resident.credentials()).status);
}

TEST(mechamental_password, needs_the_current_one)
{
    expect_envelope(change("wrong password", "another password"), 401, "AUTHENTICATION_FAILED");
    LONGS_EQUAL(422, change(resident.person.password, "1234567").status);
    expect_envelope(
        auth.send({"PUT", "/me/password", R"({"current_password":"x","new_password":"long enough"})"}), 401,
        "AUTHENTICATION_FAILED");
    LONGS_EQUAL(200, auth.post("/login", resident.credentials()).status);
}
