#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_register)
{
    Mount auth = hydracore();
    Person person = newcomer();
};

TEST(hydracore_register, opens_a_session_at_once)
{
    const Answer answer = auth.post("/register", person.credentials());

    expect_shape(answer, 200,
                 "access_token:string refresh_token:string token_type:string expires_in:number "
                 "email_verified:boolean");
    STRCMP_EQUAL("bearer", answer.text("token_type").c_str());
    const http::JsonTree json = answer.json();
    LONGS_EQUAL(1800, *json.view().find("expires_in")->integer());
    CHECK_FALSE(json.view().find("email_verified")->truth());
    LONGS_EQUAL(2, answer.all("set-cookie").size());
}

TEST(hydracore_register, says_in_the_token_that_the_address_is_not_verified)
{
    const http::JsonTree claims = claims_of(session_of(auth.post("/register", person.credentials())).access);

    LONGS_EQUAL(http::JsonView::boolean, claims.view().find("evf")->kind());
    CHECK_FALSE(claims.view().find("evf")->truth());
}

TEST(hydracore_register, refuses_an_address_that_has_an_account_with_409)
{
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);

    const Answer again = auth.post("/register", person.credentials());
    expect_detail(again, 409, "Email already registered");
    CHECK(again.all("set-cookie").empty());
}

TEST(hydracore_register, mails_six_digits)
{
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);

    LONGS_EQUAL(6, Sandbox::shared().mailbox().wait_for(person.email).code().size());
}

TEST(hydracore_register, takes_passwords_of_8_to_128_characters_not_bytes)
{
    std::string longest;
    for (int i = 0; i < 128; ++i) longest += "é";
    const auto status = [&](const std::string& password) {
        return auth.post("/register", object({{"email", fresh_email()}, {"password", password}})).status;
    };

    LONGS_EQUAL(422, status("1234567"));
    LONGS_EQUAL(422, status("ééééééé"));
    LONGS_EQUAL(200, status("12345678"));
    LONGS_EQUAL(200, status(longest));
    LONGS_EQUAL(422, status(longest + "e"));
}
