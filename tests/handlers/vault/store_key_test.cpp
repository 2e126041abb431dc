#include "handlers/vault/store_key.h"

#include "tests/handlers/orgs/society.h"
#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(store_key)
{
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};

    int status(const std::string& body)
    {
        return ann.send("POST", "/", body).status;
    }
};

TEST(store_key, keeps_nothing_in_clear)
{
    ann.store(R"({"exchange":"acme","api_key":"key-12345678","secret":"s3cret-value",)"
              R"("passphrase":"phrase-value"})");
    for (const char* plain : {"key-12345678", "s3cret-value", "phrase-value"})
        STRCMP_EQUAL("f", house
                              .sql("SELECT position('" + std::string{plain} +
                                   "' IN encode(api_key || secret || passphrase, 'escape')) > 0 FROM api_key")
                              .c_str());
    STRCMP_EQUAL("seal", house.sql("SELECT kid FROM api_key").c_str());
}

TEST(store_key, keeps_a_hundred_of_an_account_and_no_more)
{
    for (int i = 0; i < 99; ++i) ann.store();
    const auto store = [&](int) {
        return ann.send("POST", "/", R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})");
    };
    const auto answers = test::crowd_behind(house, "SELECT id FROM account FOR UPDATE", store, 50);
    LONGS_EQUAL(1, test::with_status(answers, 200));
    LONGS_EQUAL(49, test::with_status(answers, 409));
    STRCMP_EQUAL("100", house.sql("SELECT count(*) FROM api_key").c_str());

    const auto refused = ann.send("POST", "/", R"({"exchange":"acme","api_key":"k","secret":"s"})");
    STRCMP_EQUAL(R"({"success":false,"message":"Too many API keys: delete one first","data":null,)"
                 R"("detail":"Too many API keys: delete one first"})",
                 refused.body.c_str());
    const Owner bob{house, "bob@example.com"};
    LONGS_EQUAL(36, bob.store().size());
    ann.send("DELETE", "/" + house.sql("SELECT id FROM api_key WHERE account_id = (SELECT id FROM account"
                                       " WHERE email = 'ann@example.com') LIMIT 1"));
    LONGS_EQUAL(36, ann.store().size());
}

TEST(store_key, has_defaults)
{
    const auto answer = ann.send("POST", "/", R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})");
    STRCMP_EQUAL("production", Owner::text(answer, "environment").c_str());
    CHECK(answer.body.contains(R"("permissions":["read"])"));
    CHECK(answer.body.contains(R"("is_active":true)"));
    CHECK(answer.body.contains(R"("masked_key":"****5678")"));
}

TEST(store_key, takes_the_secret_by_its_other_name)
{
    const auto id = ann.store(R"({"exchange":"acme","api_key":"key-12345678","api_secret":"other"})");
    STRCMP_EQUAL("other", Owner::text(ann.decrypt(id), "secret").c_str());
}

TEST(store_key, refuses_what_is_missing_or_malformed)
{
    for (const char* body :
         {"", "[]", "{}", "null", R"({"exchange":"a","api_key":"b"})", R"({"exchange":"a","secret":"b"})",
          R"({"api_key":"a","secret":"b"})", R"({"exchange":"","api_key":"a","secret":"b"})",
          R"({"exchange":"a","api_key":1,"secret":"b"})", R"({"exchange":"a","api_key":"b","secret":null})",
          R"({"exchange":"a","api_key":"b","secret":"c","permissions":"read"})",
          R"({"exchange":"a","api_key":"b","secret":"c","permissions":[1]})", R"({"exchange":"a\u0000"})"})
        LONGS_EQUAL_TEXT(422, status(body), body);
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM api_key").c_str());
}

TEST(store_key, never_repeats_a_secret_it_refuses)
{
    const std::string answer =
        ann.send("POST", "/", R"({"exchange":1,"api_key":{"x":"TOPSECRET"},"secret":["TOPSECRET"]})").body;
    CHECK(!answer.contains("TOPSECRET"));
}

TEST(store_key, cannot_without_a_key_and_says_so_in_the_log)
{
    test::House bare;
    LONGS_EQUAL(503, bare.send([&] {
                             auto asked = test::request("bitcain-keys", "POST", "/",
                                                        R"({"exchange":"a","api_key":"b","secret":"c"})");
                             asked.authorization = "Bearer " + ann.access;
                             return asked;
                         }())
                         .status);
    CHECK(bare.log().contains("LATCHKEY_SEAL_KEYS is empty"));
}

TEST(store_key, ignores_fields_it_does_not_declare)
{
    house.enrol("bob@example.com");
    const auto bob = house.sql("SELECT id FROM account WHERE email = 'bob@example.com'");
    ann.store(R"({"exchange":"a","api_key":"b","secret":"c","account_id":")" + bob +
              R"(","kid":"x","id":"y"})");
    STRCMP_EQUAL("ann@example.com",
                 house.sql("SELECT email FROM account a JOIN api_key k ON k.account_id = a.id").c_str());
}
