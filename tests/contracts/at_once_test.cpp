// Expectations about requests that come at the same moment: whoever wins, exactly one does.
#include <algorithm>
#include <set>

#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(at_once)
{
    Mount auth = shipfastai();

    long count(const std::vector<Answer>& answers, int status)
    {
        return std::ranges::count(answers, status, &Answer::status);
    }
    // One did it; the others lost, or found no lane for their hash and may come again.
    void expect_one_winner(const std::vector<Answer>& answers)
    {
        LONGS_EQUAL(1, count(answers, 200));
        LONGS_EQUAL(49, count(answers, 400) + count(answers, 503));
    }
};

TEST(at_once, one_of_many_registrations_wins)   // 15
{
    const Person person = newcomer();
    const auto answers = auth.post_at_once(50, "/register", person.credentials());

    expect_one_winner(answers);
    LONGS_EQUAL(400, auth.post("/register", person.credentials()).status);
    STRCMP_EQUAL("1", Sandbox::shared()
                          .sql("SELECT count(*) FROM account WHERE email = '" + person.email + "'")
                          .at(0)
                          .c_str());
}

TEST(at_once, one_of_many_refreshes_wins_without_grace_and_the_family_dies)   // 7
{
    Mount strict = shipfastai(Sandbox::strict());
    const Session session = signed_in(strict, registered(Sandbox::strict()));
    const auto answers = strict.post_at_once(50, "/refresh", object({{"refresh_token", session.refresh}}));

    LONGS_EQUAL(1, count(answers, 200));
    LONGS_EQUAL(49, count(answers, 401));
    const auto winner = std::ranges::find(answers, 200, &Answer::status);
    const std::string successor = winner->text("refresh_token");
    LONGS_EQUAL(401, strict.post("/refresh", object({{"refresh_token", successor}})).status);
}

TEST(at_once, many_refreshes_within_the_grace_get_the_same_successor)   // 7
{
    const Session session = signed_in(auth, registered());
    const auto answers = auth.post_at_once(50, "/refresh", object({{"refresh_token", session.refresh}}));

    LONGS_EQUAL(50, count(answers, 200));
    std::set<std::string> successors;
    for (const Answer& answer : answers) successors.insert(answer.text("refresh_token"));
    LONGS_EQUAL(1, successors.size());
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", *successors.begin()}})).status);
}

TEST(at_once, one_of_many_resets_wins)   // 12
{
    const std::string token = reset_token(registered());
    const std::string body = object({{"token", token}, {"new_password", "brand new password"}});

    expect_one_winner(auth.post_at_once(50, "/reset-password", body));

    LONGS_EQUAL(400, auth.post("/reset-password", body).status);
}

TEST(at_once, one_of_many_verifications_says_that_it_did_it)
{
    const std::string token = verify_token(registered());
    const auto answers = auth.post_at_once(50, "/verify-email", object({{"token", token}}));

    LONGS_EQUAL(50, count(answers, 200));
    LONGS_EQUAL(1,
                std::ranges::count(answers, R"({"message":"Email verified successfully"})", &Answer::body));
}

TEST(at_once, one_of_many_codes_opens_a_session)
{
    Mount hydra = hydracore();
    const Person person = newcomer();
    LONGS_EQUAL(200, hydra.post("/register", person.credentials()).status);
    const std::string code = Sandbox::shared().mailbox().wait_for(person.email).code();
    const auto answers =
        hydra.post_at_once(50, "/verify-email", object({{"code", code}, {"email", person.email}}));

    LONGS_EQUAL(1, count(answers, 200));
    LONGS_EQUAL(49, count(answers, 400));
}
