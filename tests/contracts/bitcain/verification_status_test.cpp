#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_verification_status)
{
    Mount auth = bitcain();

    Answer status(const std::string& email)
    {
        return auth.get("/verification-status?email=" + email);
    }
    static std::string unknown(const std::string& email)
    {
        return R"({"email":")" + email +
               R"(","is_verified":false,"status":"pending","verified_at":null,"token_expires_at":null,)"
               R"("time_remaining_seconds":null})";
    }
};

TEST(bitcain_verification_status, counts_down_while_pending)
{
    const Person person = registered();
    const Answer answer = status(person.email);
    expect_shape(answer, 200,
                 "email:string is_verified:boolean status:string verified_at:null token_expires_at:string "
                 "time_remaining_seconds:number");
    STRCMP_EQUAL("pending", answer.text("status").c_str());
    const http::JsonTree body = answer.json();
    const auto left = body.view().find("time_remaining_seconds")->integer().value();
    CHECK(left > 86'000 && left <= 86'400);
}

TEST(bitcain_verification_status, tells_expired_and_verified)
{
    const Person person = registered();
    Sandbox::shared().sql(
        "UPDATE challenge SET expires_at = now() - interval '1 second' WHERE account_id ="
        " (SELECT id FROM account WHERE email = '" +
        person.email + "')");
    Answer answer = status(person.email);
    STRCMP_EQUAL("expired", answer.text("status").c_str());
    CHECK(answer.body.ends_with(R"("time_remaining_seconds":0})"));
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "verify", person.email}).exit);
    answer = status(person.email);
    STRCMP_EQUAL("verified", answer.text("status").c_str());
    CHECK(is_utc_time(answer.text("verified_at")));
    CHECK(answer.body.ends_with(R"("token_expires_at":null,"time_remaining_seconds":null})"));
}

TEST(bitcain_verification_status, takes_any_text_and_shows_nothing_of_who_is_unknown)
{
    for (const char* text : {"nobody%40example.com", "string", "%27%20OR%201=1", ""}) {
        const Answer answer = status(text);
        expect(answer, 200, unknown(answer.text("email")));
    }
}

TEST(bitcain_verification_status, refuses_what_no_database_takes)
{
    for (const char* text : {"%00", "a%00b", "%ff", "%zz"}) LONGS_EQUAL(422, status(text).status);
    LONGS_EQUAL(422, status(std::string(321, 'x')).status);
    expect(auth.get("/verification-status"), 422,
           R"({"detail":[{"type":"missing","loc":["query","email"],"msg":"Field required","input":null}]})");
}
