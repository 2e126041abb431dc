#include "handlers/vault/update_key.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(update_key)
{
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};
    std::string id =
        ann.store(R"({"exchange":"acme","api_key":"key-12345678","secret":"s","passphrase":"p","name":"n"})");

    http::Response patch(const std::string& body) const
    {
        return ann.send("PATCH", "/" + id, body);
    }
    std::string opened(const char* name) const
    {
        return Owner::text(ann.decrypt(id), name);
    }
};

TEST(update_key, leaves_what_did_not_come)
{
    LONGS_EQUAL(200, patch(R"({"secret":"new"})").status);
    STRCMP_EQUAL("key-12345678", opened("api_key").c_str());
    STRCMP_EQUAL("new", opened("secret").c_str());
    STRCMP_EQUAL("p", opened("passphrase").c_str());
    STRCMP_EQUAL("n", house.sql("SELECT name FROM api_key").c_str());
    LONGS_EQUAL(200, patch("{}").status);
    LONGS_EQUAL(200, patch("").status);
    STRCMP_EQUAL("new", opened("secret").c_str());
}

TEST(update_key, shows_the_end_of_a_new_key)
{
    CHECK(patch(R"({"api_key":"other-9999"})").body.contains("****9999"));
    CHECK(patch(R"({"secret":"x"})").body.contains("****9999"));
}

TEST(update_key, clears_name_and_passphrase_by_null)
{
    patch(R"({"name":null,"passphrase":null})");
    STRCMP_EQUAL("t", house.sql("SELECT name IS NULL AND passphrase IS NULL FROM api_key").c_str());
}

TEST(update_key, changes_all_else)
{
    const auto answer = patch(
        R"({"exchange":"other","environment":"test","permissions":["read","trade"],"is_active":false})");
    STRCMP_EQUAL("other", Owner::text(answer, "exchange").c_str());
    STRCMP_EQUAL("test", Owner::text(answer, "environment").c_str());
    CHECK(answer.body.contains(R"("permissions":["read","trade"],"is_active":false)"));
}

TEST(update_key, refuses_wrong_kinds_and_changes_nothing)
{
    for (const char* body : {R"({"is_active":"yes"})", R"({"secret":null})", R"({"api_key":""})",
                             R"({"permissions":{}})", R"({"name":"other","exchange":null})", "[]"})
        LONGS_EQUAL_TEXT(422, patch(body).status, body);
    STRCMP_EQUAL("n", house.sql("SELECT name FROM api_key").c_str());
}

TEST(update_key, does_not_touch_others_keys)
{
    const Owner bob{house, "bob@example.com"};
    LONGS_EQUAL(404, bob.send("PATCH", "/" + id, R"({"name":"mine"})").status);
    LONGS_EQUAL(404, bob.send("PATCH", "/" + id, R"({"secret":"mine"})").status);
    STRCMP_EQUAL("s", opened("secret").c_str());
}

// Each of four callers changes another column; none gets lost, and the row opens.
TEST(update_key, loses_no_change_made_at_the_same_time)
{
    const auto body = [](int i) -> std::string {
        switch (i) {
        case 0: return R"({"api_key":"parallel-1"})";
        case 1: return R"({"secret":"parallel-2"})";
        case 2: return R"({"passphrase":"parallel-3"})";
        default: return R"({"name":"parallel-4"})";
        }
    };
    const auto answers = test::crowd(4, [&](int i) { return patch(body(i)); });
    LONGS_EQUAL(4, test::with_status(answers, 200));
    STRCMP_EQUAL("parallel-1", opened("api_key").c_str());
    STRCMP_EQUAL("parallel-2", opened("secret").c_str());
    STRCMP_EQUAL("parallel-3", opened("passphrase").c_str());
    STRCMP_EQUAL("parallel-4", house.sql("SELECT name FROM api_key").c_str());
}
