#include "handlers/sessions/verify_code.h"

#include <algorithm>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(verify_code)
{
    test::House house;
    std::string code;

    void setup() override
    {
        house.post("hydracore", "/register",
                   json({{"email", "Ann@example.com"}, {"password", test::good_password}}));
        code = house.mailed_code("Ann@example.com", "verify_email");
    }
    http::Response spend(const std::string& guess, const std::string& email = "ann@example.com")
    {
        return house.post("hydracore", "/verify-email", json({{"code", guess}, {"email", email}}));
    }
    std::string wrong() const
    {
        return code == "000000" ? "000001" : "000000";
    }
};

TEST(verify_code, verifies_and_opens_a_session_whose_token_says_so)
{
    const auto response = spend(code);
    LONGS_EQUAL(200, response.status);
    STRCMP_CONTAINS(R"("email_verified":true)", response.body.c_str());
    LONGS_EQUAL(200, house.get("hydracore", "/me", member(response, "access_token")).status);
    STRCMP_EQUAL("t", house.sql("SELECT verified_at IS NOT NULL FROM account").c_str());
}

TEST(verify_code, is_good_once)
{
    LONGS_EQUAL(200, spend(code).status);
    LONGS_EQUAL(400, spend(code).status);
}

TEST(verify_code, is_good_once_for_fifty_at_once)
{
    const auto before = house.sql("SELECT count(*) FROM session");
    LONGS_EQUAL(1, test::with_status(test::crowd(50, [&](int) { return spend(code); }), 200));
    LONGS_EQUAL(std::stoi(before) + 1, std::stoi(house.sql("SELECT count(*) FROM session")));
}

TEST(verify_code, is_burnt_by_five_wrong_guesses)
{
    for (int i = 0; i < 5; ++i) LONGS_EQUAL(400, spend(wrong()).status);
    LONGS_EQUAL(400, spend(code).status);
}

TEST(verify_code, answers_unknown_addresses_like_wrong_codes)
{
    STRCMP_EQUAL(spend(wrong()).body.c_str(), spend(code, "nobody@example.com").body.c_str());
}

TEST(verify_code, belongs_to_its_address)
{
    house.enrol("bob@example.com");
    LONGS_EQUAL(400, spend(code, "bob@example.com").status);
    LONGS_EQUAL(200, spend(code).status);
}

TEST(verify_code, expires_and_gives_way_to_a_newer_one)
{
    house.sql("UPDATE challenge SET code_expires_at = now()");
    LONGS_EQUAL(400, spend(code).status);
    house.post("hydracore", "/resend-verification", json({{"email", "ann@example.com"}}));
    const auto newer = house.mailed_code("Ann@example.com", "verify_email");
    LONGS_EQUAL(200, spend(newer).status);
}
