#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_rows)
{
    Mount auth = shipfastai();   // latchkey's rows stand beside it
    Person person = verified();
};

TEST(latchkey_rows, tell_that_the_server_lives_and_is_ready)
{
    expect(auth.get("/health/live"), 200, R"({"status":"ok"})");
    expect(auth.get("/health/ready"), 200, R"({"status":"ok"})");
}

TEST(latchkey_rows, tell_what_visitors_may_do)
{
    expect(auth.get("/config"), 200,
           R"({"registration":"open","password_min_length":8,"oauth_providers":[],"api_keys":true})");
}

TEST(latchkey_rows, list_the_sessions_of_the_caller)
{
    const Session session = signed_in(auth, person);
    const Answer answer = auth.get("/sessions", session.access);
    expect_shape(answer, 200, "sessions:array");
    expect_detail(auth.get("/sessions"), 401, "Not authenticated");
    STRCMP_CONTAINS(R"("current":true)", answer.body.c_str());
}

TEST(latchkey_rows, answer_the_session_of_another_like_a_missing_one)
{
    const Session own = signed_in(auth, person);
    const Session other = signed_in(auth, verified());
    const http::JsonTree body = auth.get("/sessions", other.access).json();
    const std::string foreign{body.view().find("sessions")->at(0).find("id")->text()};
    const std::vector<std::string> bearer{"Authorization: Bearer " + own.access};
    const Answer missing =
        auth.send({"DELETE", "/sessions/00000000-0000-4000-8000-000000000000", {}, bearer});
    expect(auth.send({"DELETE", "/sessions/" + foreign, {}, bearer}), 404, missing.body);
    LONGS_EQUAL(404, missing.status);
    LONGS_EQUAL(200, auth.get("/me", other.access).status);
}

TEST(latchkey_rows, end_one_session_or_all_others)
{
    const Session one = signed_in(auth, person);
    const Session two = signed_in(auth, person);
    const Session three = signed_in(auth, person);
    const std::vector<std::string> bearer{"Authorization: Bearer " + one.access};
    const http::JsonTree body = auth.get("/sessions", three.access).json();
    const std::string newest{body.view().find("sessions")->at(0).find("id")->text()};
    LONGS_EQUAL(204, auth.send({"DELETE", "/sessions/" + newest, {}, bearer}).status);
    LONGS_EQUAL(401, auth.get("/me", three.access).status);
    LONGS_EQUAL(404, auth.send({"DELETE", "/sessions/nonsense?" + newest, {}, bearer}).status);
    LONGS_EQUAL(204, auth.send({"DELETE", "/sessions", {}, bearer}).status);
    LONGS_EQUAL(401, auth.get("/me", two.access).status);
    LONGS_EQUAL(200, auth.get("/me", one.access).status);
}

TEST(latchkey_rows, make_an_account_for_a_page)
{
    const Person fresh = newcomer();
    const Answer made = auth.post("/accounts", fresh.credentials());
    LONGS_EQUAL(200, made.status);
    STRCMP_EQUAL(fresh.email.c_str(), made.text("email").c_str());
    CHECK_FALSE(made.body.contains("token"));
    expect_detail(auth.post("/accounts", fresh.credentials()), 409, "Email already registered");
    LONGS_EQUAL(422, auth.post("/accounts", object({{"email", fresh.email}})).status);
    LONGS_EQUAL(200, auth.post("/login", fresh.credentials()).status);
}
