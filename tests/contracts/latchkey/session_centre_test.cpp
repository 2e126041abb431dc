// A person looks after their sessions, and throws out somebody who has their password.
#include <algorithm>

#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

static constexpr const char* subject = "New sign-in to your account";
static constexpr const char* firefox =
    "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0";

TEST_GROUP(latchkey_session_centre)
{
    Mount auth = shipfastai();   // latchkey's rows stand beside it
    Person person = verified();
    Session mine = sign_in("User-Agent: curl/7.88.1");

    Session sign_in(const std::string& program)
    {
        return session_of(auth.send({"POST", "/login", person.credentials(), {program}}));
    }
    static Mail alarm(const Person& whose)
    {
        return Sandbox::shared().mailbox().wait_for_subject(whose.email, subject);
    }
    static std::string token(const std::string& value)
    {
        return object({{"token", value}});
    }
    int ended(const std::string& path)
    {
        return auth.send({"DELETE", path, {}, {"Authorization: Bearer " + mine.access}}).status;
    }
};

TEST(latchkey_session_centre, lists_device_and_method)
{
    sign_in(firefox);
    const Answer answer = auth.get("/sessions", mine.access);
    const auto json = answer.json();
    const auto list = *json.view().find("sessions");
    LONGS_EQUAL(2, list.size());
    STRCMP_EQUAL(
        "id:string created_at:string last_used_at:string expires_at:string address:string user_agent:string "
        "device:string program:string system:string method:string current:boolean",
        shape(list.at(0)).c_str());
    STRCMP_EQUAL("Firefox on Windows", std::string{list.at(0).find("device")->text()}.c_str());
    STRCMP_EQUAL("password", std::string{list.at(0).find("method")->text()}.c_str());
    CHECK_FALSE(list.at(0).find("current")->truth());
    STRCMP_EQUAL("curl", std::string{list.at(1).find("device")->text()}.c_str());
    CHECK(list.at(1).find("current")->truth());
}

TEST(latchkey_session_centre, ends_all_sessions_at_once)
{
    const Session other = sign_in(firefox);
    LONGS_EQUAL(422, ended("/sessions?all=yes"));
    LONGS_EQUAL(204, ended("/sessions?all=true"));
    for (const Session& session : {mine, other}) {
        LONGS_EQUAL(401, auth.get("/me", session.access).status);
        LONGS_EQUAL(401, auth.post("/refresh", object({{"refresh_token", session.refresh}})).status);
    }
}

TEST(latchkey_session_centre, tells_by_letter_of_a_new_device_only)
{
    sign_in("User-Agent: curl/8.5.0");
    sign_in(firefox);
    const Mail letter = alarm(person);
    STRCMP_CONTAINS("\nDevice: Firefox on Windows\n", letter.text().c_str());
    STRCMP_CONTAINS("\nAddress: 127.0.0.1\n", letter.text().c_str());
    STRCMP_CONTAINS("Firefox on Windows", letter.html().c_str());
    CHECK(letter.link().starts_with("https://app.example.com/not-me?token="));
    sign_in(firefox);
    sign_in("User-Agent: Wget/1.21.3");
    Sandbox::shared().mailbox().wait_for_subject(person.email, subject, 2);
    LONGS_EQUAL(2, Sandbox::shared().mailbox().to(person.email, subject).size());
}

TEST(latchkey_session_centre, throws_out_whoever_it_was_and_starts_a_reset)
{
    const Session thief = sign_in(firefox);
    const std::string secret = alarm(person).token();

    LONGS_EQUAL(405, auth.get("/sessions/not-me?token=" + secret).status);
    LONGS_EQUAL(200, auth.get("/me", thief.access).status);
    expect(auth.post("/sessions/not-me", token(secret)), 200,
           R"({"message":"The session was ended, and a password reset link has been sent"})");
    LONGS_EQUAL(401, auth.get("/me", thief.access).status);
    LONGS_EQUAL(401, auth.post("/refresh", object({{"refresh_token", thief.refresh}})).status);
    LONGS_EQUAL(200, auth.get("/me", mine.access).status);

    const Mail reset = Sandbox::shared().mailbox().wait_for_subject(person.email, "Reset your password");
    const std::string fresh = "a password of my own";
    LONGS_EQUAL(
        200,
        auth.post("/reset-password", object({{"token", reset.token()}, {"new_password", fresh}})).status);
    LONGS_EQUAL(401, auth.post("/login", person.credentials()).status);
    LONGS_EQUAL(200, auth.post("/login", Person{person.email, fresh}.credentials()).status);
}

TEST(latchkey_session_centre, refuses_every_token_but_a_fresh_one_of_such_a_letter)
{
    sign_in(firefox);
    const std::string secret = alarm(person).token();
    const Person other = registered();
    for (const std::string& wrong :
         {std::string{"nonsense"}, verify_token(other), reset_token(other), mine.refresh, secret + "A"})
        expect_detail(auth.post("/sessions/not-me", token(wrong)), 400, "Invalid or expired reset token");
    LONGS_EQUAL(422, auth.post("/sessions/not-me", "{}").status);
    expect_detail(auth.post("/reset-password", object({{"token", secret}, {"new_password", "new password"}})),
                  400, "Invalid or expired reset token");
    LONGS_EQUAL(200, auth.post("/sessions/not-me", token(secret)).status);
    expect_detail(auth.post("/sessions/not-me", token(secret)), 400, "Invalid or expired reset token");
}

TEST(latchkey_session_centre, lets_one_of_many_presses_of_the_button_win)
{
    sign_in(firefox);
    const auto answers = auth.post_at_once(50, "/sessions/not-me", token(alarm(person).token()));
    LONGS_EQUAL(1, std::ranges::count(answers, 200, &Answer::status));
    LONGS_EQUAL(49, std::ranges::count(answers, 400, &Answer::status));
}
