#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(shipfastai_refresh)
{
    Mount auth = shipfastai();
    Session session = signed_in(auth, registered());

    Answer refresh(const std::string& token)
    {
        return auth.post("/refresh", object({{"refresh_token", token}}));
    }
};

TEST(shipfastai_refresh, answers_new_tokens_and_a_user_of_null)
{
    const Answer answer = refresh(session.refresh);

    expect_shape(answer, 200, "access_token:string refresh_token:string token_type:string user:null");
    CHECK(answer.text("access_token") != session.access);
    CHECK(answer.text("refresh_token") != session.refresh);
    LONGS_EQUAL(200, auth.get("/me", answer.text("access_token")).status);
    LONGS_EQUAL(200, refresh(answer.text("refresh_token")).status);
}

TEST(shipfastai_refresh, refuses_what_is_no_refresh_token)
{
    for (const std::string& token : {std::string{"nonsense"}, session.access, tampered(session.refresh)})
        expect_detail(refresh(token), 401, "Invalid or expired refresh token");
}

TEST(shipfastai_refresh, leaves_the_session_alone_when_a_bad_token_comes)
{
    refresh(tampered(session.refresh));

    LONGS_EQUAL(200, refresh(session.refresh).status);
}

TEST(shipfastai_refresh, gives_a_lost_reply_again)
{
    const Answer first = refresh(session.refresh);
    const Answer again = refresh(session.refresh);

    STRCMP_EQUAL(first.text("refresh_token").c_str(), again.text("refresh_token").c_str());
    LONGS_EQUAL(200, refresh(again.text("refresh_token")).status);
}

TEST(shipfastai_refresh, ends_the_session_when_a_grandparent_comes_back)
{
    const std::string second = refresh(session.refresh).text("refresh_token");
    const std::string third = refresh(second).text("refresh_token");

    expect_detail(refresh(session.refresh), 401, "Invalid or expired refresh token");
    expect_detail(refresh(third), 401, "Invalid or expired refresh token");
}

TEST(shipfastai_refresh, demands_the_token)
{
    expect(auth.post("/refresh", "{}"), 422,
           R"({"detail":[{"type":"missing","loc":["body","refresh_token"],)"
           R"("msg":"Field required","input":null}]})");
}

TEST(shipfastai_refresh, shows_a_verified_address_in_the_new_token)
{
    const Person person = registered();
    const Session before = signed_in(auth, person);
    CHECK_FALSE(claims_of(before.access).view().find("evf")->truth());
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"token", verify_token(person)}})).status);

    CHECK(claims_of(session_of(refresh(before.refresh)).access).view().find("evf")->truth());
}
