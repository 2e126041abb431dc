#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_login)
{
    Mount auth = hydracore();
};

TEST(hydracore_login, answers_tokens_without_a_user)
{
    const Answer answer = auth.post("/login", registered().credentials());

    expect_shape(answer, 200,
                 "access_token:string refresh_token:string token_type:string expires_in:number "
                 "email_verified:boolean");
    CHECK_FALSE(answer.json().view().find("email_verified")->truth());
}

TEST(hydracore_login, says_in_body_and_token_that_the_address_is_verified)
{
    const Answer answer = auth.post("/login", verified().credentials());

    CHECK(answer.json().view().find("email_verified")->truth());
    CHECK(claims_of(answer.text("access_token")).view().find("evf")->truth());
}

TEST(hydracore_login, answers_an_unknown_address_and_a_wrong_password_alike)
{
    const Answer unknown = auth.post("/login", newcomer().credentials());
    const Answer wrong = auth.post("/login", object({{"email", registered().email}, {"password", "wrong"}}));

    expect_detail(unknown, 401, "Invalid email or password");
    expect_detail(wrong, 401, "Invalid email or password");
    CHECK(unknown.all("set-cookie").empty() && wrong.all("set-cookie").empty());
}

TEST(hydracore_login, refuses_passwords_of_no_and_of_129_characters_as_fields)
{
    const auto answer = [&](const std::string& password) {
        return auth.post("/login", object({{"email", "a@example.com"}, {"password", password}}));
    };

    expect(answer(""), 422,
           R"({"detail":[{"loc":["body","password"],"msg":"String should have at least 1 character",)"
           R"("type":"string_too_short"}]})");
    expect(answer(std::string(129, 'x')), 422,
           R"({"detail":[{"loc":["body","password"],"msg":"String should have at most 128 characters",)"
           R"("type":"string_too_long"}]})");
    LONGS_EQUAL(401, answer("x").status);
    LONGS_EQUAL(401, answer(std::string(128, 'x')).status);
}

TEST(hydracore_login, lets_in_who_registered_with_another_contract)
{
    const Person person = newcomer();
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);

    LONGS_EQUAL(200, shipfastai().post("/login", person.credentials()).status);
}
