#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_resend_verification)
{
    Mount auth = bitcain();

    static Answer resend(Mount & mount, const std::string& email)
    {
        return mount.post("/resend-verification", object({{"email", email}}));
    }
};

TEST(bitcain_resend_verification, answers_everyone_alike)
{
    const Answer known = resend(auth, registered().email);
    expect_shape(known, 200, "success:boolean message:string retry_after:null");
    STRCMP_EQUAL(known.body.c_str(), resend(auth, fresh_email()).body.c_str());
}

TEST(bitcain_resend_verification, mails_another_letter)
{
    const Person person = registered();
    Sandbox::shared().mailbox().wait_for(person.email, 1);
    resend(auth, person.email);
    Sandbox::shared().mailbox().wait_for(person.email, 2);
}

TEST(bitcain_resend_verification, says_when_to_come_back_for_known_and_unknown_alike)
{
    Mount strict = bitcain(Sandbox::strict());
    for (const std::string& email : {registered(Sandbox::strict()).email, fresh_email()}) {
        for (int i = 0; i < 3; ++i) LONGS_EQUAL(200, resend(strict, email).status);
        const Answer answer = resend(strict, email);
        expect_shape(answer, 429,
                     "success:boolean user:null session:null error:string detail:string message:string "
                     "retry_after:number");
        CHECK(answer.body.starts_with(R"({"success":false,)"));
        CHECK(answer.header("retry-after").has_value());
    }
}

TEST(bitcain_resend_verification, demands_an_address)
{
    LONGS_EQUAL(422, resend(auth, "nobody").status);
}
