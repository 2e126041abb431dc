#include "handlers/accounts/prove_address.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(prove_address)
{
    test::House house;
    std::string token;

    void setup() override
    {
        house.enrol("Ann@example.com");
        token = house.mailed_token("Ann@example.com", "verify_email");
    }
    http::Response prove(const std::string& with) const
    {
        return house.send(test::request("bitcain", "POST", "/verify-email", json({{"token", with}})));
    }
};

TEST(prove_address, tells_whose_it_was)
{
    const auto answer = prove(token);
    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL("Ann@example.com", member(answer, "email").c_str());
    STRCMP_EQUAL(house.sql("SELECT id FROM account").c_str(), member(answer, "user_id").c_str());
    STRCMP_EQUAL("https://www.example.com/login", member(answer, "redirect_url").c_str());
    STRCMP_EQUAL("t", house.sql("SELECT verified_at IS NOT NULL FROM account").c_str());
}

TEST(prove_address, is_done_once_of_50)
{
    const auto answers = test::crowd(50, [&](int) { return prove(token); });
    long first = 0;
    for (const auto& answer : answers) first += member(answer, "message") == "Email verified successfully";
    LONGS_EQUAL(50, test::with_status(answers, 200));
    LONGS_EQUAL(1, first);
}

TEST(prove_address, says_nothing_of_anyone_for_a_token_that_is_no_good)
{
    house.sql("UPDATE challenge SET expires_at = now()");
    for (const std::string& with : {token, std::string{"nonsense"}}) {
        const auto answer = prove(with);
        LONGS_EQUAL(400, answer.status);
        CHECK(!answer.body.contains("nn@example.com"));
        STRCMP_EQUAL("https://www.example.com/resend-verification", member(answer, "resend_url").c_str());
    }
}

TEST(prove_address, takes_at_most_two_round_trips)
{
    const auto before = house.service().pool.round_trips();
    prove(token);
    CHECK(house.service().pool.round_trips() - before <= 2);
}
