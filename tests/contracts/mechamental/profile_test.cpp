#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_profile)
{
    Mount auth = mechamental();
    Resident resident{auth};

    Answer update(const std::string& body)
    {
        return auth.send(with_bearer("PUT", "/me/profile", body, resident.session.access));
    }
};

TEST(mechamental_profile, is_the_user_and_has_password)
{
    const Answer answer = auth.get("/me/profile", resident.session.access);
    expect_shape(answer, 200, std::string{user_shape} + " has_password:boolean");
    CHECK(answer.json().view().find("has_password")->truth());
    expect_envelope(auth.get("/me/profile"), 401, "AUTHENTICATION_FAILED");
}

TEST(mechamental_profile, tells_that_there_is_no_password)
{
    Sandbox::shared().sql("UPDATE account SET password_hash = NULL WHERE email = '" + resident.person.email +
                          "'");
    CHECK_FALSE(auth.get("/me/profile", resident.session.access).json().view().find("has_password")->truth());
    expect_envelope(auth.send(with_bearer("PUT", "/me/password",
                                          R"({"current_password":"","new_password":"long enough"})",
                                          resident.session.access)),
                    403, "FORBIDDEN", R"({"required_permission":"password:change"})");
}

TEST(mechamental_profile, changes_in_part)
{
    const std::string before = auth.get("/me", resident.session.access).text("updated_at");
    LONGS_EQUAL(200, update("{}").status);
    STRCMP_EQUAL(before.c_str(), auth.get("/me", resident.session.access).text("updated_at").c_str());

    LONGS_EQUAL(200,
                update(R"({"full_name":"Ann","avatar_url":"https://x.example/a.png","locale":"de"})").status);
    const Answer answer = update(R"({"bio":"hello","full_name":null,"preferences":{"theme":"dark"}})");
    expect_shape(
        answer, 200,
        "user_id:string email:string username:string full_name:null auth_provider:string is_active:boolean "
        "is_verified:boolean roles:array avatar_url:string bio:string timezone:null locale:string "
        "preferences:object settings:object created_at:string updated_at:string last_login:string "
        "default_workspace_id:null has_password:boolean");
    CHECK(answer.text("updated_at") > before);
}

TEST(mechamental_profile, ignores_what_nobody_may_set)
{
    const Answer answer =
        update(R"({"email":"x@example.com","roles":["admin"],"is_verified":true,"is_active":false,
        "user_id":"1","auth_provider":"x","has_password":false})");
    STRCMP_EQUAL(auth.get("/me/profile", resident.session.access).body.c_str(), answer.body.c_str());
    STRCMP_EQUAL(resident.person.email.c_str(), answer.text("email").c_str());
}

TEST(mechamental_profile, refuses_a_name_that_is_taken)
{
    const Resident other{auth};
    expect_envelope(update(object({{"username", other.username}})), 409, "CONFLICT");
    LONGS_EQUAL(422, update(R"({"username":"ab"})").status);
    LONGS_EQUAL(422, update(R"({"settings":[]})").status);
}

TEST(mechamental_profile, takes_back_what_it_showed)
{
    const std::string shown = auth.get("/me/profile", resident.session.access).body;
    LONGS_EQUAL(200, update(shown).status);
    Mount d = shipfastai();
    const Session session = signed_in(d, registered());
    const std::string nameless = auth.get("/me/profile", session.access).body;
    LONGS_EQUAL(200, auth.send(with_bearer("PUT", "/me/profile", nameless, session.access)).status);
}
