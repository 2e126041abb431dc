// API keys of third parties, as the page of their owner keeps them.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_api_keys)
{
    Mount browser = shipfastai();   // latchkey's rows stand beside it
    std::string body =
        R"({"exchange":"binance","api_key":"key-12345678","secret":"s3cret","name":null,"passphrase":null})";

    void setup() override
    {
        LONGS_EQUAL(200, browser.post("/session", verified().credentials()).status);
    }
    Answer removed(const std::string& id)
    {
        return browser.send({"DELETE", "/api-keys/" + id, {}, {}});
    }
};

TEST(latchkey_api_keys, are_stored_listed_and_deleted_by_cookie)
{
    const Answer made = browser.post("/api-keys", body);
    expect_shape(made, 200,
                 "id:string exchange:string name:null last_four:string is_active:boolean created_at:string");
    const std::string id = made.text("id");
    const Answer list = browser.get("/api-keys");
    expect_shape(list, 200, "api_keys:array");
    CHECK(list.body.contains(id));
    for (const Answer& answer : {made, list})
        for (const char* secret : {"key-1234", "s3cret"}) CHECK_FALSE(answer.body.contains(secret));
    LONGS_EQUAL(204, removed(id).status);
    expect_detail(removed(id), 404, "Not found");
    expect_detail(browser.send({"DELETE", "/api-keys/nonsense", {}, {}}), 404, "Not found");
    expect(browser.get("/api-keys"), 200, R"({"api_keys":[]})");
}

TEST(latchkey_api_keys, are_their_owners_alone)
{
    const std::string id = browser.post("/api-keys", body).text("id");
    Mount other = shipfastai();
    expect_detail(other.get("/api-keys"), 401, "Not authenticated");
    LONGS_EQUAL(200, other.post("/session", verified().credentials()).status);
    expect(other.get("/api-keys"), 200, R"({"api_keys":[]})");
    expect_detail(other.send({"DELETE", "/api-keys/" + id, {}, {}}), 404, "Not found");
    CHECK(browser.get("/api-keys").body.contains(id));
}

TEST(latchkey_api_keys, are_not_written_by_another_site)
{
    const std::string id = browser.post("/api-keys", body).text("id");
    for (const char* foreign : {"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"}) {
        expect_detail(browser.send({"POST", "/api-keys", body, {foreign}}), 403,
                      "Cross-site request refused");
        expect_detail(browser.send({"DELETE", "/api-keys/" + id, {}, {foreign}}), 403,
                      "Cross-site request refused");
    }
    const auto json = browser.get("/api-keys").json();
    LONGS_EQUAL(1, json.view().find("api_keys")->size());
}

TEST(latchkey_api_keys, are_the_same_as_those_of_bitcains_rows)
{
    const Person person = verified();
    Mount keys = bitcain_keys();
    const Session session = signed_in(browser, person);
    LONGS_EQUAL(200, keys.post("/", body, session.access).status);
    STRCMP_CONTAINS("binance", browser.get("/api-keys", session.access).body.c_str());
}
