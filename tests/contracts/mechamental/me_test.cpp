#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_me)
{
    Mount auth = mechamental();
};

TEST(mechamental_me, shows_the_user_without_has_password)
{
    const Resident resident{auth};
    const Answer answer = auth.get("/me", resident.session.access);
    expect_shape(answer, 200, user_shape);
    CHECK(is_uuid(answer.text("user_id")));
    CHECK(is_utc_time(answer.text("created_at")));
    STRCMP_EQUAL("local", answer.text("auth_provider").c_str());
}

TEST(mechamental_me, falls_back_on_the_address_where_no_name_was_chosen)
{
    const Person person = registered();
    Mount d = shipfastai();
    const Session session = signed_in(d, person);
    STRCMP_EQUAL(person.email.c_str(), auth.get("/me", session.access).text("username").c_str());
}

TEST(mechamental_me, shows_the_roles_on_the_server)
{
    const Resident resident{auth};
    Sandbox::shared().sql("INSERT INTO account_role SELECT id, 'auditor' FROM account WHERE email = '" +
                          resident.person.email + "'");
    CHECK(auth.get("/me", resident.session.access).body.contains(R"("roles":["auditor"])"));
}

TEST(mechamental_me, asks_who_is_calling)
{
    const Resident resident{auth};
    for (const std::string& line :
         {std::string{"X: y"}, std::string{"Authorization: Basic YTpi"},
          std::string{"Authorization: Bearer "}, "Authorization: Bearer " + resident.session.refresh,
          std::string{"Cookie: access_token="} + resident.session.access})
        expect_envelope(auth.send({"GET", "/me", {}, {line}}), 401, "AUTHENTICATION_FAILED");
}
