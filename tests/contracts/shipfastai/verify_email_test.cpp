#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_verify_email)
{
    Mount auth = shipfastai();
    std::string done = R"({"message":"Email verified successfully"})";
    std::string before = R"({"message":"Email already verified"})";

    Answer verify(const std::string& token)
    {
        return auth.post("/verify-email", object({{"token", token}}));
    }
};

TEST(shipfastai_verify_email, verifies_once_and_says_so_ever_after)
{
    const std::string token = verify_token(registered());

    expect(verify(token), 200, done);
    expect(verify(token), 200, before);
    expect(verify(token), 200, before);
}

TEST(shipfastai_verify_email, says_that_the_address_was_verified_by_other_means)
{
    const Person person = registered();
    const std::string token = verify_token(person);
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "verify", person.email}).exit);

    expect(verify(token), 200, before);
}

TEST(shipfastai_verify_email, refuses_any_other_token)
{
    const Person person = registered();
    const Session session = signed_in(auth, person);

    for (const std::string& token : {std::string{"nonsense"}, session.access, session.refresh,
                                     reset_token(person), verify_token(person) + "A"})
        expect_detail(verify(token), 400, "Invalid or expired verification token");
}

TEST(shipfastai_verify_email, refuses_an_expired_token)
{
    const Person person = registered();
    const std::string token = verify_token(person);
    Sandbox::shared().sql(
        "UPDATE challenge SET expires_at = now() - interval '1 second' WHERE account_id ="
        " (SELECT id FROM account WHERE email = '" +
        person.email + "')");

    expect_detail(verify(token), 400, "Invalid or expired verification token");
}

TEST(shipfastai_verify_email, gives_its_token_24_hours)
{
    const Person person = registered();

    STRCMP_EQUAL("86400", Sandbox::shared()
                              .sql("SELECT extract(epoch FROM expires_at - created_at)::int"
                                   " FROM challenge WHERE account_id ="
                                   " (SELECT id FROM account WHERE email = '" +
                                   person.email + "')")
                              .at(0)
                              .c_str());
}

TEST(shipfastai_verify_email, demands_the_token)
{
    expect(auth.post("/verify-email", "{}"), 422,
           R"({"detail":[{"type":"missing","loc":["body","token"],"msg":"Field required","input":null}]})");
}

TEST(shipfastai_verify_email, does_nothing_for_a_link_that_is_merely_opened)
{
    const std::string token = verify_token(registered());

    LONGS_EQUAL(405, auth.get("/verify-email?token=" + token).status);
    expect(verify(token), 200, done);
}
