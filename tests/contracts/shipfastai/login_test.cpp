#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_login)
{
    Mount auth = shipfastai();
    Person person = registered();
};

TEST(shipfastai_login, answers_both_tokens_and_the_user)
{
    const Answer answer = auth.post("/login", person.credentials());

    expect_shape(answer, 200, "access_token:string refresh_token:string token_type:string user:object");
    STRCMP_EQUAL("bearer", answer.text("token_type").c_str());
    const http::JsonTree json = answer.json();
    STRCMP_EQUAL(
        "id:string email:string full_name:null avatar_url:null is_active:boolean is_verified:boolean "
        "oauth_provider:null subscription_status:string subscription_tier:string created_at:string",
        shape(*json.view().find("user")).c_str());
    CHECK(answer.all("set-cookie").empty());
}

TEST(shipfastai_login, answers_the_same_user_as_register_did)
{
    const Person fresh = newcomer();
    const Answer made = auth.post("/register", fresh.credentials());
    const http::JsonTree json = auth.post("/login", fresh.credentials()).json();

    STRCMP_EQUAL(made.body.c_str(), http::Json::copy(*json.view().find("user")).text().c_str());
}

TEST(shipfastai_login, lets_in_who_has_not_verified_the_address)
{
    const http::JsonTree json = auth.post("/login", person.credentials()).json();

    CHECK_FALSE(json.view().find("user")->find("is_verified")->truth());
}

TEST(shipfastai_login, gives_an_access_token_good_for_30_minutes)
{
    const http::JsonTree claims = claims_of(signed_in(auth, person).access);

    const auto number = [&](const char* name) { return *claims.view().find(name)->integer(); };
    LONGS_EQUAL(1800, number("exp") - number("iat"));
}

TEST(shipfastai_login, answers_an_unknown_address_and_a_wrong_password_alike)
{
    const Answer unknown = auth.post("/login", newcomer().credentials());
    const Answer wrong =
        auth.post("/login", object({{"email", person.email}, {"password", "not it at all"}}));

    expect_detail(unknown, 401, "Incorrect email or password");
    expect_detail(wrong, 401, "Incorrect email or password");
    CHECK(unknown.header("www-authenticate") == wrong.header("www-authenticate"));
}

TEST(shipfastai_login, refuses_an_empty_password_as_a_field)
{
    expect(auth.post("/login", object({{"email", person.email}, {"password", ""}})), 422,
           R"({"detail":[{"type":"string_too_short","loc":["body","password"],)"
           R"("msg":"String should have at least 1 character","input":null,"ctx":{"min_length":1}}]})");
}

TEST(shipfastai_login, refuses_an_account_that_was_disabled)
{
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "disable", person.email}).exit);

    expect_detail(auth.post("/login", person.credentials()), 403, "Account is inactive");
    expect_detail(auth.post("/login", object({{"email", person.email}, {"password", "not it at all"}})), 401,
                  "Incorrect email or password");
}
