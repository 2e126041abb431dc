#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_forgot_password)
{
    Mount auth = shipfastai();
    std::string sent = R"({"message":"If your email is registered, a password reset link has been sent"})";

    Answer forget(const std::string& email)
    {
        return auth.post("/forgot-password", object({{"email", email}}));
    }
};

TEST(shipfastai_forgot_password, says_the_same_to_everyone)
{
    expect(forget(registered().email), 200, sent);
    expect(forget(fresh_email()), 200, sent);
}

TEST(shipfastai_forgot_password, mails_a_link_in_both_parts)
{
    const Person person = verified();
    LONGS_EQUAL(200, forget(person.email).status);
    const Mail mail = Sandbox::shared().mailbox().wait_for_subject(person.email, "Reset your password");

    STRCMP_EQUAL(("https://app.example.com/reset-password?token=" + mail.token()).c_str(),
                 mail.link().c_str());
    CHECK(mail.html().contains("<a href=\"" + mail.link() + "\">"));
    STRCMP_EQUAL("", mail.code().c_str());
}

TEST(shipfastai_forgot_password, mails_nothing_to_a_stranger)
{
    const std::string stranger = fresh_email();
    forget(stranger);
    reset_token(registered());   // letters go out in order: one that came later has arrived

    LONGS_EQUAL(0, Sandbox::shared().mailbox().to(stranger).size());
}

TEST(shipfastai_forgot_password, voids_the_older_link)
{
    const Person person = registered();
    const std::string first = reset_token(person);
    const std::string second = reset_token(person);

    LONGS_EQUAL(400, auth.post("/verify-reset-token", object({{"token", first}})).status);
    LONGS_EQUAL(200, auth.post("/verify-reset-token", object({{"token", second}})).status);
}

TEST(shipfastai_forgot_password, leaves_the_old_password_good)
{
    const Person person = registered();
    forget(person.email);

    LONGS_EQUAL(200, auth.post("/login", person.credentials()).status);
}
