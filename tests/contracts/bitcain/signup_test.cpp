#include <ctime>

#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_signup)
{
    Mount auth = bitcain();

    Answer sign_up(const std::string& email, const std::string& password)
    {
        return auth.post("/signup", object({{"email", email}, {"password", password}}));
    }
};

TEST(bitcain_signup, opens_a_session_of_an_unconfirmed_user)
{
    const Person person = newcomer();
    const Answer answer = auth.post("/signup", person.credentials());

    expect_shape(answer, 200, bitcain_auth::auth_shape);
    CHECK(is_uuid(bitcain_auth::inner(answer, "user", "id")));
    STRCMP_EQUAL(person.email.c_str(), bitcain_auth::inner(answer, "user", "email").c_str());
    CHECK(answer.body.contains(R"("email_confirmed_at":null)"));
    const auto left = bitcain_auth::expires_at(answer) - std::time(nullptr);
    CHECK(left > 1700 && left <= 1800);
    LONGS_EQUAL(200, auth.get("/profile", bitcain_auth::session_in(answer).access).status);
}

TEST(bitcain_signup, mails_a_link)
{
    const Person person = newcomer();
    auth.post("/signup", person.credentials());
    CHECK(!verify_token(person).empty());
}

TEST(bitcain_signup, refuses_a_taken_address_in_both_styles)
{
    const Person person = newcomer();
    bitcain_auth::signed_up(auth, person);
    expect(auth.post("/signup", person.credentials()), 409, bitcain_auth::refusal("User already registered"));
}

TEST(bitcain_signup, wants_8_characters_and_knows_no_maximum)
{
    LONGS_EQUAL(422, sign_up(fresh_email(), "1234567").status);
    LONGS_EQUAL(200, sign_up(fresh_email(), "12345678").status);
    const std::string email = fresh_email();
    const std::string password(60'000, 'x');
    LONGS_EQUAL(200, sign_up(email, password).status);
    LONGS_EQUAL(200, auth.post("/login", object({{"email", email}, {"password", password}})).status);
    LONGS_EQUAL(401, auth.post("/login", object({{"email", email}, {"password", password + "x"}})).status);
}

TEST(bitcain_signup, words_a_short_password_without_repeating_it)
{
    expect(sign_up("person@example.com", "short"), 422,
           R"({"detail":[{"type":"string_too_short","loc":["body","password"],)"
           R"("msg":"String should have at least 8 characters","input":null,"ctx":{"min_length":8}}]})");
}

TEST(bitcain_signup, demands_both_fields)
{
    LONGS_EQUAL(422, auth.post("/signup", "{}").status);
    LONGS_EQUAL(422, auth.post("/signup", "").status);
    LONGS_EQUAL(405, auth.get("/signup").status);
    expect_detail(auth.get("/nothing"), 404, "Not Found");
}
