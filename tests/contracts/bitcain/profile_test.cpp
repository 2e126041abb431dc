#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_profile)
{
    Mount auth = bitcain();
};

TEST(bitcain_profile, shows_the_account_of_the_bearer)
{
    const Person person = newcomer();
    const Answer answer = auth.get("/profile", bitcain_auth::signed_up(auth, person).access);
    expect_shape(answer, 200,
                 "id:string email:string full_name:null avatar_url:null phone:null created_at:string "
                 "updated_at:string");
    STRCMP_EQUAL(person.email.c_str(), answer.text("email").c_str());
    CHECK(is_utc_time(answer.text("created_at")));
}

TEST(bitcain_profile, challenges_who_has_no_good_token)
{
    const auto session = bitcain_auth::signed_up(auth, newcomer());
    for (const std::string& token : {std::string{}, std::string{"nonsense"}, session.refresh}) {
        const Answer answer = auth.get("/profile", token);
        expect_detail(answer, 401, "Not authenticated");
        STRCMP_EQUAL("Bearer", answer.header("www-authenticate").value_or("").c_str());
    }
}
