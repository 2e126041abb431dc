#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_reset_password)
{
    Mount auth = shipfastai();
    Person person = registered();
    std::string done = R"({"message":"Password reset successfully"})";

    void setup() override
    {
        verify_token(person);
    }   // the first letter is there, so that others can be told from it
    Answer reset(const std::string& token, const std::string& password)
    {
        return auth.post("/reset-password", object({{"token", token}, {"new_password", password}}));
    }
};

TEST(shipfastai_reset_password, exchanges_the_password)
{
    expect(reset(reset_token(person), "brand new password"), 200, done);

    LONGS_EQUAL(401, auth.post("/login", person.credentials()).status);
    LONGS_EQUAL(
        200,
        auth.post("/login", object({{"email", person.email}, {"password", "brand new password"}})).status);
}

TEST(shipfastai_reset_password, takes_a_token_once)
{
    const std::string token = reset_token(person);
    expect(reset(token, "brand new password"), 200, done);

    expect_detail(reset(token, "yet another one"), 400, "Invalid or expired reset token");
}

TEST(shipfastai_reset_password, refuses_any_other_token)
{
    const Session session = signed_in(auth, person);

    for (const std::string& token :
         {std::string{"nonsense"}, session.access, session.refresh, verify_token(person)})
        expect_detail(reset(token, "brand new password"), 400, "Invalid or expired reset token");
    LONGS_EQUAL(200, auth.post("/login", person.credentials()).status);
}

TEST(shipfastai_reset_password, tells_the_owner_by_mail)
{
    reset(reset_token(person), "brand new password");

    const Mail mail = Sandbox::shared().mailbox().wait_for_subject(person.email, "Your password was changed");
    CHECK_FALSE(mail.raw.contains("brand new password"));
}

TEST(shipfastai_reset_password, demands_both_fields_and_names_both)
{
    expect(auth.post("/reset-password", "{}"), 422,
           R"({"detail":[{"type":"missing","loc":["body","token"],"msg":"Field required","input":null},)"
           R"({"type":"missing","loc":["body","new_password"],"msg":"Field required","input":null}]})");
}
