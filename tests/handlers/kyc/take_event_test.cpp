#include "handlers/kyc/take_event.h"

#include <algorithm>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(take_event)
{
    test::House house{{{"KYC_SECRET", "provider-secret"}}};
    std::string account;

    void setup() override
    {
        house.enrol("ann@example.com");
        account = house.sql("SELECT id FROM account");
    }
    std::string event(const std::string& id, const std::string& status, int second,
                      const std::string& more = {})
    {
        return test::json({{"event_id", id},
                           {"user_id", account},
                           {"status", status},
                           {"event_time", "2026-01-01T00:00:" + std::string(second < 10 ? "0" : "") +
                                              std::to_string(second) + "Z"}})
            .insert(1, more);
    }
    http::Response deliver(const std::string& body) const
    {
        auto asked = test::request("bitcain-kyc", "POST", "/webhook", body);
        asked.authorization = "Bearer provider-secret";
        return house.send(asked);
    }
    void taken(const std::string& body)
    {
        const auto answer = deliver(body);
        LONGS_EQUAL(200, answer.status);
        STRCMP_EQUAL("null", answer.body.c_str());
    }
    std::string status()
    {
        return house.sql("SELECT coalesce((SELECT status FROM kyc), 'no row')");
    }
    http::Response signed_at(std::int64_t time, const std::string& body, const std::string& secret) const
    {
        auto asked = test::request("bitcain-kyc", "POST", "/webhook", body);
        asked.signature_time = std::to_string(time);
        asked.signature = sys::hex(crypto::hmac_sha256(secret, asked.signature_time + "." + body));
        return house.send(asked);
    }
};

TEST(take_event, sets_the_status_and_notes_it)
{
    taken(event("e1", "approved", 1, R"("tier":"t1",)"));
    STRCMP_EQUAL("approved", status().c_str());
    STRCMP_EQUAL("t1", house.sql("SELECT tier FROM kyc").c_str());
    STRCMP_EQUAL(
        "provider approved",
        house
            .sql("SELECT actor || ' ' || detail FROM audit WHERE event = 'kyc_status' AND account_id = '" +
                 account + "'")
            .c_str());
}

TEST(take_event, takes_an_event_once)
{
    taken(event("e1", "approved", 1));
    taken(event("e1", "rejected", 2));
    STRCMP_EQUAL("approved", status().c_str());
}

TEST(take_event, takes_an_event_once_of_50_deliveries)
{
    const auto body = event("e1", "approved", 1);
    const auto answers = test::crowd(50, [&](int) { return deliver(body); });
    LONGS_EQUAL(50, test::with_status(answers, 200));
    STRCMP_EQUAL("approved", status().c_str());
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM kyc_event").c_str());
    STRCMP_EQUAL(
        "1",
        house.sql("SELECT count(*) FROM audit WHERE event = 'kyc_status' AND account_id = '" + account + "'")
            .c_str());
}

TEST(take_event, comes_to_the_same_end_in_whatever_order)
{
    std::vector<std::string> events{event("e1", "pending", 1), event("e2", "rejected", 2),
                                    event("e3", "pending", 3), event("e4", "approved", 4),
                                    event("e5", "expired", 5)};
    std::ranges::sort(events);
    do {
        house.sql("DELETE FROM kyc_event; DELETE FROM kyc");
        for (const auto& body : events) taken(body);
        STRCMP_EQUAL("expired", status().c_str());
    } while (std::ranges::next_permutation(events).found);
}

TEST(take_event, comes_to_the_same_end_when_all_come_at_once)
{
    const std::vector<std::string> events{event("e1", "pending", 1), event("e2", "rejected", 2),
                                          event("e3", "pending", 3), event("e4", "approved", 4)};
    const auto answers = test::crowd(4, [&](int i) { return deliver(events[std::size_t(i)]); });
    LONGS_EQUAL(4, test::with_status(answers, 200));
    STRCMP_EQUAL("approved", status().c_str());
}

TEST(take_event, is_not_moved_by_what_it_does_not_know)
{
    for (const char* body :
         {"", "null", "[]", "7", "\"x\"", "{}", R"({"event_id":"e","status":"approved"})",
          R"({"event_id":"e","user_id":"00000000-0000-4000-8000-000000000000","status":"approved"})"})
        taken(body);
    taken(event("e1", "celebrated", 1));
    STRCMP_EQUAL("no row", status().c_str());
    CHECK(house.log().contains("kyc_event_ignored"));
}

TEST(take_event, refuses_what_is_no_json)
{
    LONGS_EQUAL(422, deliver("{").status);
    LONGS_EQUAL(400, deliver("\"\xff\"").status);
    LONGS_EQUAL(422, deliver("\"\\u0000\"").status);
}

TEST(take_event, takes_a_signature_of_the_last_five_minutes)
{
    const auto body = event("e1", "approved", 1);
    LONGS_EQUAL(200, signed_at(house.now - 300, body, "provider-secret").status);
    LONGS_EQUAL(200, signed_at(house.now + 300, body, "provider-secret").status);
    LONGS_EQUAL(401, signed_at(house.now - 301, body, "provider-secret").status);
    LONGS_EQUAL(401, signed_at(house.now + 301, body, "provider-secret").status);
    LONGS_EQUAL(401, signed_at(house.now, body, "other").status);
}

TEST(take_event, takes_a_signature_for_its_own_bytes_only)
{
    auto asked = test::request("bitcain-kyc", "POST", "/webhook", event("e1", "approved", 1));
    asked.signature_time = std::to_string(house.now);
    asked.signature =
        sys::hex(crypto::hmac_sha256("provider-secret", asked.signature_time + "." + asked.body));
    const auto good = asked;
    asked.body += " ";
    LONGS_EQUAL(401, house.send(asked).status);
    asked = good;
    asked.signature_time += "0";
    LONGS_EQUAL(401, house.send(asked).status);
    asked = good;
    asked.signature.pop_back();
    LONGS_EQUAL(401, house.send(asked).status);
    asked.signature = "";
    LONGS_EQUAL(401, house.send(asked).status);
    LONGS_EQUAL(200, house.send(good).status);
}

TEST(take_event, is_nobody_elses)
{
    auto asked = test::request("bitcain-kyc", "POST", "/webhook", event("e1", "approved", 1));
    LONGS_EQUAL(401, house.send(asked).status);
    asked.authorization = "Bearer " + house.login("ann@example.com").access;
    LONGS_EQUAL(401, house.send(asked).status);
    test::House closed;
    asked.authorization = "Bearer ";
    LONGS_EQUAL(401, closed.send(asked).status);
    asked.authorization.clear();
    asked.signature_time = std::to_string(house.now);
    asked.signature = sys::hex(crypto::hmac_sha256("", asked.signature_time + "." + asked.body));
    LONGS_EQUAL(401, closed.send(asked).status);
    STRCMP_EQUAL("no row", status().c_str());
}
