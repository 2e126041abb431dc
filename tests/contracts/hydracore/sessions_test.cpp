#include "fcgi/sys/encoding.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_sessions)
{
    Mount auth = hydracore();
    Person person = verified();
};

TEST(hydracore_sessions, are_refreshed_by_the_body_or_by_the_cookie)
{
    const Session session = signed_in(auth, person);
    const Answer by_body = auth.post("/refresh", object({{"refresh_token", session.refresh}}));
    LONGS_EQUAL(200, by_body.status);
    CHECK(by_body.text("refresh_token") != session.refresh);
    LONGS_EQUAL(2, by_body.all("set-cookie").size());
    LONGS_EQUAL(200, auth.post("/refresh", "{}").status);
    auth.client().forget_cookies();
    expect_detail(auth.post("/refresh", "{}"), 401, "Invalid refresh token");
}

TEST(hydracore_sessions, are_refreshed_by_the_body_before_the_cookie)
{
    Mount elsewhere = hydracore();
    const Session other = signed_in(elsewhere, person);
    const Session own = signed_in(auth, person);   // whose cookies the client keeps
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", other.refresh}})).status);
    const std::vector<std::string> used = Sandbox::shared().sql(
        "SELECT count(*) FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = '" +
        person.email + "' AND parent_digest IS NOT NULL");
    STRCMP_EQUAL("1", used.at(0).c_str());
    expect_detail(auth.post("/refresh", object({{"refresh_token", "nonsense"}})), 401,
                  "Invalid refresh token");
    auth.client().forget_cookies();
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", own.refresh}})).status);
}

TEST(hydracore_sessions, open_by_basic_credentials_beside_a_cookie_and_leave_it)
{
    const Session own = signed_in(auth, person);
    const Answer answer =
        auth.send({"POST",
                   "/token",
                   {},
                   {"Authorization: Basic " + sys::base64(person.email + ":" + person.password)}});
    LONGS_EQUAL(200, answer.status);
    LONGS_EQUAL(0, answer.all("set-cookie").size());
    CHECK(answer.text("refresh_token") != own.refresh);
    LONGS_EQUAL(200, auth.post("/refresh", "{}").status);
}

TEST(hydracore_sessions, are_not_refreshed_by_cookie_for_another_site)
{
    signed_in(auth, person);
    const Answer answer = auth.send({"POST", "/refresh", "{}", {"Origin: https://evil.example"}});
    LONGS_EQUAL(403, answer.status);
    LONGS_EQUAL(200, auth.post("/refresh", "{}").status);
}

TEST(hydracore_sessions, end_with_a_204_that_expires_both_cookies)
{
    const Session session = signed_in(auth, person);
    const Answer answer = auth.post("/logout", "{}");
    LONGS_EQUAL(204, answer.status);
    STRCMP_EQUAL("", answer.body.c_str());
    LONGS_EQUAL(2, answer.all("set-cookie").size());
    for (const std::string& cookie : answer.all("set-cookie")) STRCMP_CONTAINS("Max-Age=0", cookie.c_str());
    LONGS_EQUAL(401, auth.get("/me", session.access).status);
    LONGS_EQUAL(204, auth.post("/logout", "{}").status);
    LONGS_EQUAL(204, auth.post("/logout", "").status);
    LONGS_EQUAL(422, auth.post("/logout", R"({"refresh_token":1})").status);
}

TEST(hydracore_sessions, open_by_basic_credentials_without_a_cookie)
{
    const auto ask = [&](const std::string& credentials) {
        return auth.send({"POST", "/token", {}, {"Authorization: Basic " + sys::base64(credentials)}});
    };
    const Answer answer = ask(person.email + ":" + person.password);
    expect_shape(answer, 200,
                 "access_token:string refresh_token:string token_type:string expires_in:number "
                 "email_verified:boolean");
    LONGS_EQUAL(0, answer.all("set-cookie").size());
    for (const std::string& bad : {person.email + ":wrong", person.email, std::string{":"}, std::string{}}) {
        const Answer refused = ask(bad);
        LONGS_EQUAL(401, refused.status);
        STRCMP_CONTAINS("Basic", refused.header("www-authenticate").value_or("").c_str());
        LONGS_EQUAL(0, refused.all("set-cookie").size());
    }
    LONGS_EQUAL(401, auth.post("/token", "").status);
}
