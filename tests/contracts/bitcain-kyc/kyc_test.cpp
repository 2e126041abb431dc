#include <ctime>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_kyc)
{
    Mount auth = bitcain();
    Mount kyc = bitcain_kyc();
    std::string secret = Sandbox::shared().setting("KYC_SECRET");
    Answer made = auth.post("/signup", newcomer().credentials());
    std::string access = bitcain_auth::session_in(made).access;
    std::string account = bitcain_auth::inner(made, "user", "id");

    std::string event(const std::string& status) const
    {
        return object(
            {{"event_id", "event of " + account + status}, {"user_id", account}, {"status", status}});
    }
    Answer signed_with(const std::string& key, const std::string& body)
    {
        const std::string time = std::to_string(std::time(nullptr));
        return kyc.send({"POST",
                         "/webhook",
                         body,
                         {"X-Timestamp: " + time,
                          "X-Signature: " + sys::hex(crypto::hmac_sha256(key, time + "." + body))}});
    }
    std::string status()
    {
        return kyc.get("/", access).text("status");
    }
};

TEST(bitcain_kyc, shows_where_one_stands)
{
    expect(kyc.get("/", access), 200,
           R"({"tier":null,"status":"none","email_verified":false,"mfa_enabled":false})");
    expect_detail(kyc.get("/"), 401, "Not authenticated");
    LONGS_EQUAL(307, kyc.get("", access).status);
}

TEST(bitcain_kyc, is_healthy)
{
    expect(kyc.get("/health"), 200, R"({"status":"healthy"})");
}

TEST(bitcain_kyc, takes_events_by_the_secret_as_bearer)
{
    expect(kyc.post("/webhook", event("pending"), secret), 200, "null");
    STRCMP_EQUAL("pending", status().c_str());
    expect(kyc.post("/webhook", event("approved"), secret), 200, "null");
    STRCMP_EQUAL("approved", status().c_str());
}

TEST(bitcain_kyc, takes_events_by_signature)
{
    expect(signed_with(secret, event("approved")), 200, "null");
    STRCMP_EQUAL("approved", status().c_str());
    LONGS_EQUAL(401, signed_with("other", event("rejected")).status);
    STRCMP_EQUAL("approved", status().c_str());
}

TEST(bitcain_kyc, takes_one_event_of_50_deliveries_once)
{
    const auto answers =
        at_once(Sandbox::shared().base(), 50,
                {"POST", "/api/kyc/webhook", event("approved"), {"Authorization: Bearer " + secret}});
    for (const Answer& answer : answers) expect(answer, 200, "null");
    STRCMP_EQUAL("1", Sandbox::shared()
                          .sql("SELECT count(*) FROM kyc_event WHERE account_id = '" + account + "'")
                          .at(0)
                          .c_str());
    STRCMP_EQUAL("approved", status().c_str());
}

TEST(bitcain_kyc, takes_any_json_and_nothing)
{
    for (const char* body : {"", "null", "[]", "1", "\"x\"", "{}", R"({"event_id":[],"user_id":{}})"})
        expect(kyc.post("/webhook", body, secret), 200, "null");
    STRCMP_EQUAL("none", status().c_str());
}

TEST(bitcain_kyc, refuses_what_is_no_json_with_a_4xx)
{
    LONGS_EQUAL(422, kyc.post("/webhook", "{", secret).status);
    LONGS_EQUAL(422, kyc.post("/webhook", R"({"a":1,"a":2})", secret).status);
    LONGS_EQUAL(422, kyc.post("/webhook", std::string(1000, '['), secret).status);
    LONGS_EQUAL(400, kyc.post("/webhook", "\"\xff\"", secret).status);
}

TEST(bitcain_kyc, takes_events_from_nobody_else)
{
    for (const std::string& bearer : {std::string{}, access, secret + "x", secret.substr(1)})
        expect_detail(kyc.post("/webhook", event("approved"), bearer), 401, "Not authenticated");
    const std::string time = std::to_string(std::time(nullptr));
    const std::string line = "X-Signature: 00";
    LONGS_EQUAL(
        400, kyc.send({"POST", "/webhook", event("approved"), {line, line, "X-Timestamp: " + time}}).status);
    STRCMP_EQUAL("none", status().c_str());
}
