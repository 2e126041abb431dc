#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_verify_reset_token)
{
    Mount auth = shipfastai();
    Person person = registered();

    Answer check(const std::string& token)
    {
        return auth.post("/verify-reset-token", object({{"token", token}}));
    }
};

TEST(shipfastai_verify_reset_token, says_valid_as_often_as_asked)
{
    const std::string token = reset_token(person);

    expect(check(token), 200, R"({"valid":true})");
    expect(check(token), 200, R"({"valid":true})");
}

TEST(shipfastai_verify_reset_token, refuses_any_other_token)
{
    const Session session = signed_in(auth, person);

    for (const std::string& token :
         {std::string{"nonsense"}, session.access, session.refresh, verify_token(person)})
        expect_detail(check(token), 400, "Invalid or expired reset token");
}

TEST(shipfastai_verify_reset_token, refuses_a_token_that_was_spent)
{
    const std::string token = reset_token(person);
    auth.post("/reset-password", object({{"token", token}, {"new_password", "another long one"}}));

    expect_detail(check(token), 400, "Invalid or expired reset token");
}

TEST(shipfastai_verify_reset_token, refuses_a_token_of_half_an_hour_ago)
{
    const std::string token = reset_token(person);
    Sandbox::shared().sql(
        "UPDATE challenge SET expires_at = created_at WHERE purpose = 'reset_password' AND"
        " expires_at = created_at + interval '30 minutes' AND account_id ="
        " (SELECT id FROM account WHERE email = '" +
        person.email + "')");

    expect_detail(check(token), 400, "Invalid or expired reset token");
}
