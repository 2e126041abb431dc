#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_mail)
{
    Mount auth = hydracore();
};

TEST(hydracore_mail, brings_a_code_that_verifies_and_signs_in)
{
    const Person person = newcomer();
    const Session before = session_of(auth.post("/register", person.credentials()));
    const std::string code = Sandbox::shared().mailbox().wait_for(person.email).code();
    const Answer answer = auth.post("/verify-email", object({{"code", code}, {"email", person.email}}));
    LONGS_EQUAL(200, answer.status);
    LONGS_EQUAL(200, auth.get("/me", answer.text("access_token")).status);
    LONGS_EQUAL(403, auth.get("/me", before.access).status);
    expect_detail(auth.post("/verify-email", object({{"code", code}, {"email", person.email}})), 400,
                  "Invalid or expired verification code");
}

TEST(hydracore_mail, takes_any_six_characters_for_a_code_and_no_other_number)
{
    const auto spend = [&](std::string_view code) {
        return auth.post("/verify-email", object({{"code", code}, {"email", fresh_email()}})).status;
    };
    LONGS_EQUAL(400, spend("abcdef"));
    LONGS_EQUAL(422, spend("12345"));
    LONGS_EQUAL(422, spend("1234567"));
}

TEST(hydracore_mail, brings_a_code_that_five_wrong_guesses_burn)   // 13
{
    const Person person = newcomer();
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);
    const std::string code = Sandbox::shared().mailbox().wait_for(person.email).code();
    const auto spend = [&](const std::string& guess) {
        return auth.post("/verify-email", object({{"code", guess}, {"email", person.email}})).status;
    };
    for (int i = 0; i < 5; ++i) LONGS_EQUAL(400, spend(code == "000000" ? "000001" : "000000"));
    LONGS_EQUAL(400, spend(code));
}

TEST(hydracore_mail, brings_a_code_that_is_good_for_its_address_alone)
{
    const Person ann = newcomer();
    const Person bob = newcomer();
    for (const Person& person : {ann, bob})
        LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);
    const std::string code = Sandbox::shared().mailbox().wait_for(ann.email).code();
    LONGS_EQUAL(400, auth.post("/verify-email", object({{"code", code}, {"email", bob.email}})).status);
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"code", code}, {"email", ann.email}})).status);
}

TEST(hydracore_mail, is_sent_again_alike_for_any_address)
{
    const Person person = registered();
    const Answer known = auth.post("/resend-verification", object({{"email", person.email}}));
    const Answer unknown = auth.post("/resend-verification", object({{"email", fresh_email()}}));
    LONGS_EQUAL(200, known.status);
    STRCMP_EQUAL(known.body.c_str(), unknown.body.c_str());
    Sandbox::shared().mailbox().wait_for(person.email, 2);
}

TEST(hydracore_mail, shows_the_limit_of_resending)
{
    Mount strict = hydracore(Sandbox::strict());
    const std::string body = object({{"email", fresh_email()}});
    for (int i = 0; i < 3; ++i) LONGS_EQUAL(200, strict.post("/resend-verification", body).status);
    const Answer refused = strict.post("/resend-verification", body);
    LONGS_EQUAL(429, refused.status);
    CHECK(refused.header("retry-after").has_value());
}

TEST(hydracore_mail, resets_a_password_by_a_link_good_once)
{
    const Person person = verified();
    const Session before = signed_in(auth, person);
    const Answer known = auth.post("/forgot-password", object({{"email", person.email}}));
    const Answer unknown = auth.post("/forgot-password", object({{"email", fresh_email()}}));
    LONGS_EQUAL(200, known.status);
    STRCMP_EQUAL(known.body.c_str(), unknown.body.c_str());
    const std::string token =
        Sandbox::shared().mailbox().wait_for_subject(person.email, "Reset your password", 1).token();
    LONGS_EQUAL(422,
                auth.post("/reset-password", object({{"token", token}, {"new_password", "short"}})).status);
    const std::string reset = object({{"token", token}, {"new_password", "another horse battery"}});
    LONGS_EQUAL(200, auth.post("/reset-password", reset).status);
    expect_detail(auth.post("/reset-password", reset), 400, "Invalid or expired reset token");
    auth.client().forget_cookies();
    LONGS_EQUAL(401, auth.get("/me", before.access).status);
    LONGS_EQUAL(401, auth.post("/login", person.credentials()).status);
}
