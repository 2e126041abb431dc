#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_verify_email)
{
    Mount auth = bitcain();

    Answer verify(const std::string& token)
    {
        return auth.post("/verify-email", object({{"token", token}}));
    }
};

TEST(bitcain_verify_email, verifies_and_tells_whom_without_tokens)
{
    const Person person = newcomer();
    const auto session = bitcain_auth::signed_up(auth, person);
    const std::string token = verify_token(person);
    const Answer answer = verify(token);
    expect_shape(
        answer, 200,
        "success:boolean message:string redirect_url:string resend_url:null user_id:string email:string");
    STRCMP_EQUAL("Email verified successfully", answer.text("message").c_str());
    STRCMP_EQUAL("https://app.example.com/login", answer.text("redirect_url").c_str());
    STRCMP_EQUAL(auth.get("/profile", session.access).text("id").c_str(), answer.text("user_id").c_str());
    STRCMP_EQUAL(person.email.c_str(), answer.text("email").c_str());
    STRCMP_EQUAL("Email already verified", verify(token).text("message").c_str());
}

TEST(bitcain_verify_email, verifies_once_of_50_at_the_same_time)
{
    const std::string token = verify_token(registered());
    const auto answers = auth.post_at_once(50, "/verify-email", object({{"token", token}}));
    int first = 0;
    for (const Answer& answer : answers) first += answer.text("message") == "Email verified successfully";
    LONGS_EQUAL(1, first);
}

TEST(bitcain_verify_email, refuses_any_other_token_and_tells_where_to_get_one)
{
    const Person person = registered();
    for (const std::string& token : {std::string{"nonsense"}, reset_token(person)})
        expect(
            verify(token), 400,
            R"({"success":false,"user":null,"session":null,"error":"Invalid or expired verification token",)"
            R"("detail":"Invalid or expired verification token",)"
            R"("message":"Invalid or expired verification token",)"
            R"("redirect_url":null,"resend_url":"https://app.example.com/resend-verification",)"
            R"("user_id":null,"email":null})");
    LONGS_EQUAL(422, auth.post("/verify-email", "{}").status);
}
