// Limits, on a sandbox that has them on: shared by all contracts, alike for known and unknown addresses.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(limits)
{
    const Sandbox& sandbox = Sandbox::strict();
    Mount d = shipfastai(sandbox);
    Mount a = hydracore(sandbox);

    void setup() override
    {
        sandbox.sql("DELETE FROM budget");
    }
    void teardown() override
    {
        sandbox.sql("DELETE FROM budget");
    }

    std::string wrong(const std::string& email)
    {
        return object({{"email", email}, {"password", "wrong password"}});
    }
    void over(const Answer& answer, const Here& at = Here::current())
    {
        expect_detail(answer, 429, "Too many requests. Please try again later.", at);
        const int seconds = std::atoi(answer.header("retry-after").value_or("0").c_str());
        CHECK_TRUE_LOCATION(seconds > 0 && seconds <= 600, "CHECK", "Retry-After", answer.body.c_str(),
                            at.file_name(), at.line());
    }
};

TEST(limits, hold_ten_guesses_at_an_account_over_all_contracts)   // 14
{
    for (const std::string& email : {registered(sandbox).email, fresh_email()}) {
        for (int i = 0; i < 5; ++i) {
            LONGS_EQUAL(401, d.post("/login", wrong(email)).status);
            LONGS_EQUAL(401, a.post("/login", wrong(email)).status);
        }
        over(d.post("/login", wrong(email)));
        over(a.post("/login", wrong(email)));
    }
}

TEST(limits, refuse_the_right_password_too_but_nobody_else)
{
    const Person guessed = registered(sandbox), other = registered(sandbox);
    for (int i = 0; i < 10; ++i) d.post("/login", wrong(guessed.email));

    over(d.post("/login", guessed.credentials()));
    LONGS_EQUAL(200, d.post("/login", other.credentials()).status);
}

TEST(limits, are_not_dodged_by_headers_that_name_another_address)
{
    const std::string email = fresh_email();
    for (int i = 0; i < 10; ++i) d.post("/login", wrong(email));

    for (const std::string header : {"X-Forwarded-For: 203.0.113.9", "X-Real-IP: 203.0.113.9",
                                     "Forwarded: for=203.0.113.9", "Client-IP: 203.0.113.9"})
        over(d.send({"POST", "/login", wrong(email), {header}}));
}

TEST(limits, are_not_dodged_by_the_case_of_an_address)
{
    const std::string email = fresh_email();
    for (int i = 0; i < 10; ++i) d.post("/login", wrong(email));

    over(d.post("/login", wrong("P" + email.substr(1))));
    over(d.post("/login", wrong(" " + email)));
}

TEST(limits, are_silent_where_mail_is_asked_for)
{
    const Person person = registered(sandbox);
    for (const std::string& email : {person.email, fresh_email()})
        for (int i = 0; i < 5; ++i)
            expect(d.post("/forgot-password", object({{"email", email}})), 200,
                   R"({"message":"If your email is registered, a password reset link has been sent"})");

    sandbox.mailbox().wait_for_subject(person.email, "Reset your password");
    STRCMP_EQUAL("3",
                 sandbox
                     .sql("SELECT count(*) FROM outbox WHERE letter = 'reset_password' AND recipient = '" +
                          person.email + "'")
                     .at(0)
                     .c_str());
}

// Whatever the contract, what a letter brought is guessed at from one budget.
TEST(limits, hold_guesses_at_codes_and_at_tokens_of_letters)   // 14
{
    Mount b = mechamental(sandbox), c = bitcain(sandbox);
    const std::string code = object({{"code", "000000"}, {"email", fresh_email()}});
    const std::string token = object({{"token", "a guess"}});
    const std::string reset = object({{"token", "a guess"}, {"new_password", "long enough now"}});
    for (int i = 0; i < 50; ++i) {
        LONGS_EQUAL(400, a.post("/verify-email", code).status);
        LONGS_EQUAL(400, d.post("/verify-email", token).status);
    }

    over(a.post("/verify-email", code));
    for (Mount* mount : {&a, &d}) over(mount->post("/reset-password", reset));
    for (const char* path : {"/verify-email", "/verify-reset-token"}) over(d.post(path, token));
    for (const Answer& answer :
         {b.post("/verify-email", token), b.post("/reset-password", reset), b.get("/invite-info?token=a"),
          c.post("/verify-email", token), c.get("/verification-status?email=a@example.com")})
    {
        LONGS_EQUAL_TEXT(429, answer.status, answer.body.c_str());
        CHECK(std::atoi(answer.header("retry-after").value_or("0").c_str()) > 0);
    }
}

TEST(limits, spend_no_code_that_comes_while_they_refuse)   // 14
{
    const Person person = newcomer();
    LONGS_EQUAL(200, a.post("/register", person.credentials()).status);
    const std::string body =
        object({{"code", sandbox.mailbox().wait_for(person.email).code()}, {"email", person.email}});
    const std::string wrong = object({{"code", "000000"}, {"email", fresh_email()}});
    for (int i = 0; i < 100; ++i) a.post("/verify-email", wrong);
    over(a.post("/verify-email", body));

    sandbox.sql("DELETE FROM budget");
    LONGS_EQUAL(200, a.post("/verify-email", body).status);
}

TEST(limits, hold_letters_asked_for_by_a_network)   // 14
{
    for (int i = 0; i < 100; ++i)
        LONGS_EQUAL(200, d.post("/forgot-password", object({{"email", fresh_email()}})).status);

    const std::string body = object({{"email", fresh_email()}});
    for (Mount* mount : {&d, &a})
        for (const char* path : {"/forgot-password", "/resend-verification"}) over(mount->post(path, body));
}

TEST(limits, hold_registrations_of_a_network)   // 14
{
    sandbox.sql("DELETE FROM budget");
    for (int i = 0; i < 100; ++i)
        d.post("/register", object({{"email", "a@example.com"}, {"password", "long enough"}}));

    over(d.post("/register", newcomer().credentials()));
    over(a.post("/register", newcomer().credentials()));
}
