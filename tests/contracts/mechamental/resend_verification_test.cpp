#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_resend_verification)
{
    Mount auth = mechamental();
    Resident resident{auth};
};

TEST(mechamental_resend_verification, answers_any_address_alike)
{
    for (const std::string& email : {resident.person.email, fresh_email(), verified().email})
        expect_null(auth.post("/resend-verification", object({{"email", email}})));
    LONGS_EQUAL(422, auth.post("/resend-verification", R"({"email":"nonsense"})").status);
}

TEST(mechamental_resend_verification, makes_the_older_token_void)
{
    const std::string older = verify_token(resident.person);
    expect_null(auth.post("/resend-verification", object({{"email", resident.person.email}})));
    const std::string newer = Sandbox::shared().mailbox().wait_for(resident.person.email, 2).token();

    expect_envelope(auth.post("/verify-email", object({{"token", older}})), 401, "AUTHENTICATION_FAILED");
    expect_null(auth.post("/verify-email", object({{"token", newer}})));
}

TEST(mechamental_resend_verification, is_limited_aloud_for_known_and_unknown_addresses)
{
    const Sandbox& sandbox = Sandbox::strict();
    Mount strict = mechamental(sandbox);
    sandbox.sql("DELETE FROM budget");
    for (const std::string& email : {registered(sandbox).email, fresh_email()}) {
        for (int i = 0; i < 3; ++i)
            expect_null(strict.post("/resend-verification", object({{"email", email}})));
        const Answer answer = strict.post("/resend-verification", object({{"email", email}}));
        expect_envelope(answer, 429, "RATE_LIMIT_EXCEEDED",
                        R"({"retry_after":)" + answer.header("retry-after").value_or("none") + "}");
    }
}
