#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_forgot_password)
{
    Mount auth = mechamental();
};

TEST(mechamental_forgot_password, answers_any_address_alike_and_mails_the_known)
{
    const Resident resident{auth};
    for (const std::string& email : {resident.person.email, fresh_email()})
        expect_null(auth.post("/forgot-password", object({{"email", email}})));
    Sandbox::shared().mailbox().wait_for_subject(resident.person.email, "Reset your password");
}

TEST(mechamental_forgot_password, keeps_its_limit_an_address_to_itself)
{
    Mount strict = mechamental(Sandbox::strict());
    Sandbox::strict().sql("DELETE FROM budget");
    const std::string body = object({{"email", fresh_email()}});
    for (int i = 0; i < 6; ++i) expect_null(strict.post("/forgot-password", body));
}
