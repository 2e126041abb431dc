#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_me)
{
    Mount auth = shipfastai();   // latchkey's rows stand beside it
    Person person = verified();
    Session session = signed_in(auth, person);

    Answer put(const std::string& path, const std::string& body)
    {
        return auth.send({"PUT", path, body, {"Authorization: Bearer " + session.access}});
    }
    Answer change(const std::string& current, const std::string& wanted)
    {
        return put("/me/password", object({{"current_password", current}, {"new_password", wanted}}));
    }
    Answer login(const std::string& password)
    {
        return auth.post("/login", Person{person.email, password}.credentials());
    }
};

TEST(latchkey_me, changes_what_came_and_shows_the_whole)
{
    const Answer first =
        put("/me", R"({"full_name":"Ann","phone":"+43 1 234","preferences":{"theme":"dark"}})");
    expect_shape(
        first, 200,
        "id:string email:string username:null full_name:string avatar_url:null bio:null phone:string "
        "timezone:null locale:null preferences:object settings:object is_active:boolean "
        "is_verified:boolean has_password:boolean created_at:string updated_at:string");
    const Answer second = put("/me", R"({"phone":null,"username":"ann-)" + first.text("id") + "\"}");
    expect_shape(
        second, 200,
        "id:string email:string username:string full_name:string avatar_url:null bio:null phone:null "
        "timezone:null locale:null preferences:object settings:object is_active:boolean "
        "is_verified:boolean has_password:boolean created_at:string updated_at:string");
    STRCMP_CONTAINS(R"("preferences":{"theme":"dark"})", second.body.c_str());
    STRCMP_EQUAL("Ann", auth.get("/me", session.access).text("full_name").c_str());
}

TEST(latchkey_me, is_the_same_account_that_the_mount_shows_otherwise)
{
    const Answer shown = auth.get("/me", session.access);
    const Answer put_back = put("/me", shown.body);
    LONGS_EQUAL(200, put_back.status);
    for (const char* name : {"id", "email", "created_at"})
        STRCMP_EQUAL(shown.text(name).c_str(), put_back.text(name).c_str());
}

TEST(latchkey_me, sets_nothing_that_is_not_its_owners_to_set)
{
    const Answer before = put("/me", "{}");
    const Answer after = put("/me", R"({"id":"00000000-0000-4000-8000-000000000000","email":"x@example.com",
        "is_active":false,"is_verified":false,"has_password":false,"roles":["admin"],"password_hash":"x",
        "subscription_tier":"pro","account_id":"1"})");
    expect(after, 200, before.body);
}

TEST(latchkey_me, wants_a_caller_and_fields_of_their_form)
{
    expect_detail(auth.send({"PUT", "/me", "{}"}), 401, "Not authenticated");
    LONGS_EQUAL(422, put("/me", R"({"username":"ab"})").status);
    LONGS_EQUAL(422, put("/me", R"({"full_name":["Ann"]})").status);
    LONGS_EQUAL(422, put("/me", R"({"settings":"dark"})").status);
    const Answer taken = put("/me", object({{"username", registered().email}}));
    expect_detail(taken, 409, "Username already taken");
}

TEST(latchkey_me, changes_the_password_and_ends_the_other_sessions)
{
    const Session other = signed_in(auth, person);
    expect(change(person.password, "another password"), 204, "");
    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    LONGS_EQUAL(401, auth.get("/me", other.access).status);
    LONGS_EQUAL(401, auth.post("/refresh", object({{"refresh_token", other.refresh}})).status);
    LONGS_EQUAL(401, login(person.password).status);
    LONGS_EQUAL(200, login("another password").status);
}

TEST(latchkey_me, tells_by_letter_which_sessions_a_changed_password_ended)
{
    LONGS_EQUAL(204, change(person.password, "another password").status);
    const Mail letter =
        Sandbox::shared().mailbox().wait_for_subject(person.email, "Your password was changed");
    STRCMP_CONTAINS("its other sessions were signed out", letter.text().c_str());
    LONGS_EQUAL(200, auth.get("/me", session.access).status);
}

TEST(latchkey_me, refuses_a_wrong_current_password_and_a_bad_new_one)
{
    expect_detail(change("wrong password", "another password"), 400, "Current password is incorrect");
    LONGS_EQUAL(422, change(person.password, "1234567").status);
    LONGS_EQUAL(422, put("/me/password", object({{"new_password", "another password"}})).status);
    expect_detail(
        auth.send({"PUT", "/me/password", R"({"current_password":"x","new_password":"another password"})"}),
        401, "Not authenticated");
    LONGS_EQUAL(200, login(person.password).status);
}
