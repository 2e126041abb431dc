#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

static constexpr std::string_view user_shape =
    "id:string email:string full_name:null avatar_url:null is_active:boolean is_verified:boolean "
    "oauth_provider:null "
    "subscription_status:string subscription_tier:string created_at:string";

TEST_GROUP(shipfastai_register)
{
    Mount auth = shipfastai();
    Person person = newcomer();
};

TEST(shipfastai_register, answers_200_with_the_new_user)
{
    const Answer answer = auth.post("/register", person.credentials());

    expect_shape(answer, 200, user_shape);
    const http::JsonTree user = answer.json();
    CHECK(is_uuid(answer.text("id")));
    STRCMP_EQUAL(person.email.c_str(), answer.text("email").c_str());
    CHECK(user.view().find("is_active")->truth());
    CHECK_FALSE(user.view().find("is_verified")->truth());
    STRCMP_EQUAL("free", answer.text("subscription_status").c_str());
    STRCMP_EQUAL("free", answer.text("subscription_tier").c_str());
    CHECK(is_utc_time(answer.text("created_at")));
}

TEST(shipfastai_register, gives_no_tokens_and_no_cookies)
{
    const Answer answer = auth.post("/register", person.credentials());

    LONGS_EQUAL(200, answer.status);
    CHECK_FALSE(answer.body.contains("token"));
    CHECK(answer.all("set-cookie").empty());
}

TEST(shipfastai_register, keeps_the_full_name)
{
    const Answer answer = auth.post(
        "/register",
        object({{"email", person.email}, {"password", person.password}, {"full_name", "Zoë O'Neil 🎉"}}));

    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL("Zoë O'Neil 🎉", answer.text("full_name").c_str());
}

TEST(shipfastai_register, takes_a_full_name_of_null_for_none)
{
    http::Json body;
    body.with("email", person.email).with("password", person.password).with("full_name", nullptr);

    expect_shape(auth.post("/register", body.text()), 200, user_shape);
}

TEST(shipfastai_register, refuses_an_address_that_has_an_account)
{
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);

    expect_detail(auth.post("/register", person.credentials()), 400, "Email already registered");
}

TEST(shipfastai_register, mails_a_link_that_verifies_and_a_code)
{
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);
    const Mail mail = Sandbox::shared().mailbox().wait_for(person.email);

    STRCMP_EQUAL("Confirm your e-mail address", mail.header("Subject").c_str());
    STRCMP_EQUAL(("https://app.example.com/verify-email?token=" + mail.token()).c_str(), mail.link().c_str());
    LONGS_EQUAL(6, mail.code().size());
    expect(auth.post("/verify-email", object({{"token", mail.token()}})), 200,
           R"({"message":"Email verified successfully"})");
}

TEST(shipfastai_register, mails_a_message_that_any_mail_program_understands)
{
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);
    const Mail mail = Sandbox::shared().mailbox().wait_for(person.email);

    STRCMP_EQUAL("1.0", mail.header("MIME-Version").c_str());
    STRCMP_EQUAL("Latchkey <latchkey@localhost>", mail.header("From").c_str());
    STRCMP_EQUAL(person.email.c_str(), mail.header("To").c_str());
    CHECK(mail.header("Date").ends_with(" +0000"));
    CHECK(mail.header("Message-ID").starts_with("<") && mail.header("Message-ID").ends_with(">"));
    CHECK(mail.html().starts_with("<!DOCTYPE html>"));
    CHECK(mail.html().contains("<a href=\"" + mail.link() + "\">"));
    CHECK(mail.html().contains(mail.code()));
}
