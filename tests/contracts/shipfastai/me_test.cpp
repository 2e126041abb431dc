#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_me)
{
    Mount auth = shipfastai();

    void refused(const Answer& answer, const Here& at = Here::current())
    {
        expect_detail(answer, 401, "Not authenticated", at);
        STRCMP_EQUAL_LOCATION("Bearer", answer.header("www-authenticate").value_or("").c_str(),
                              "WWW-Authenticate", at.file_name(), at.line());
    }
};

TEST(shipfastai_me, answers_the_user_that_login_gave)
{
    const Answer opened = auth.post("/login", registered().credentials());
    const http::JsonTree json = opened.json();

    expect(auth.get("/me", opened.text("access_token")), 200,
           http::Json::copy(*json.view().find("user")).text());
}

TEST(shipfastai_me, demands_a_bearer_token)
{
    const std::string access = signed_in(auth, registered()).access;

    refused(auth.get("/me"));
    for (const std::string& value :
         {std::string{"Basic YTpi"}, std::string{"Bearer"}, "Bearer  " + access, "Token " + access, access,
          "Bearer " + access + " x", "Bearer " + access + ","})
        refused(auth.send({"GET", "/me", {}, {"Authorization: " + value}}));
}

TEST(shipfastai_me, takes_the_scheme_word_in_any_case)
{
    const std::string access = signed_in(auth, registered()).access;

    for (const std::string scheme : {"bearer", "BEARER", "bEaReR"})
        LONGS_EQUAL(200, auth.send({"GET", "/me", {}, {"Authorization: " + scheme + " " + access}}).status);
}

TEST(shipfastai_me, refuses_a_refresh_token)
{
    refused(auth.get("/me", signed_in(auth, registered()).refresh));
}

TEST(shipfastai_me, takes_no_cookie_for_a_token)
{
    const std::string access = signed_in(auth, registered()).access;

    refused(auth.send({"GET", "/me", {}, {"Cookie: access_token=" + access}}));
}

TEST(shipfastai_me, shows_at_once_that_the_address_was_verified)
{
    const Person person = registered();
    const Session session = signed_in(auth, person);
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"token", verify_token(person)}})).status);

    CHECK(auth.get("/me", session.access).json().view().find("is_verified")->truth());
}
