#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_resend_verification)
{
    Mount auth = shipfastai();
    Mailbox mailbox = Sandbox::shared().mailbox();
    std::string sent = R"({"message":"If your email is registered, a verification link has been sent"})";

    Answer resend(const std::string& email)
    {
        return auth.post("/resend-verification", object({{"email", email}}));
    }
};

TEST(shipfastai_resend_verification, says_the_same_to_everyone)
{
    expect(resend(registered().email), 200, sent);
    expect(resend(verified().email), 200, sent);
    expect(resend(fresh_email()), 200, sent);
}

TEST(shipfastai_resend_verification, mails_another_token_and_voids_the_first)
{
    const Person person = registered();
    const std::string first = verify_token(person);
    LONGS_EQUAL(200, resend(person.email).status);
    const std::string second = mailbox.wait_for(person.email, 2).token();

    expect_detail(auth.post("/verify-email", object({{"token", first}})), 400,
                  "Invalid or expired verification token");
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"token", second}})).status);
}

TEST(shipfastai_resend_verification, mails_nothing_to_a_stranger_or_who_is_verified)
{
    const std::string stranger = fresh_email();
    const Person known = verified();
    mailbox.wait_for(known.email);
    resend(stranger);
    resend(known.email);
    verify_token(registered());   // letters go out in order: one that came later has arrived

    LONGS_EQUAL(0, mailbox.to(stranger).size());
    LONGS_EQUAL(1, mailbox.to(known.email).size());
}

TEST(shipfastai_resend_verification, refuses_what_is_no_address)
{
    LONGS_EQUAL(422, resend("nobody").status);
}
