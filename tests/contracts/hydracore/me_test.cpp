#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_me)
{
    Mount auth = hydracore();
};

TEST(hydracore_me, answers_the_account_without_secrets)
{
    const Person person = verified();
    const Answer answer = auth.get("/me", signed_in(auth, person).access);

    expect_shape(
        answer, 200,
        "id:string email:string email_verified:boolean display_name:null is_admin:boolean tenant_id:null "
        "created_at:string last_login:string");
    CHECK(is_uuid(answer.text("id")));
    STRCMP_EQUAL(person.email.c_str(), answer.text("email").c_str());
    CHECK(is_utc_time(answer.text("created_at")));
    CHECK(is_utc_time(answer.text("last_login")));
}

TEST(hydracore_me, answers_to_the_session_cookie_alone)
{
    signed_in(auth, verified());

    LONGS_EQUAL(200, auth.get("/me").status);
    auth.client().forget_cookies();
    LONGS_EQUAL(401, auth.get("/me").status);
}

TEST(hydracore_me, does_not_fall_back_on_the_cookie_when_a_bad_bearer_comes)
{
    signed_in(auth, verified());

    LONGS_EQUAL(401, auth.get("/me", "nonsense").status);
    LONGS_EQUAL(401, auth.send({"GET", "/me", {}, {"Authorization: Basic YTpi"}}).status);
}

TEST(hydracore_me, prefers_the_bearer_to_the_cookie)
{
    const Person other = verified();
    Mount elsewhere = hydracore();
    const Session session = signed_in(elsewhere, other);
    signed_in(auth, verified());

    STRCMP_EQUAL(other.email.c_str(), auth.get("/me", session.access).text("email").c_str());
}

TEST(hydracore_me, refuses_who_has_no_token_with_a_challenge)
{
    const Answer answer = auth.get("/me");

    expect_detail(answer, 401, "Not authenticated");
    STRCMP_EQUAL("Bearer", answer.header("www-authenticate").value_or("").c_str());
}

TEST(hydracore_me, refuses_the_refresh_cookie_and_token)
{
    const Session session = signed_in(auth, verified());
    auth.client().forget_cookies();

    LONGS_EQUAL(401, auth.get("/me", session.refresh).status);
    LONGS_EQUAL(401, auth.send({"GET", "/me", {}, {"Cookie: access_token=" + session.refresh}}).status);
}

TEST(hydracore_me, refuses_two_access_cookies)
{
    const Session session = signed_in(auth, verified());
    auth.client().forget_cookies();
    const std::string cookie = "access_token=" + session.access;

    LONGS_EQUAL(401, auth.send({"GET", "/me", {}, {"Cookie: " + cookie + "; " + cookie}}).status);
}
