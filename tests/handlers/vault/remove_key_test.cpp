#include "handlers/vault/remove_key.h"

#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(remove_key)
{
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};
    std::string id = ann.store();
};

TEST(remove_key, removes_for_good)
{
    const auto answer = ann.send("DELETE", "/" + id);
    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL(R"({"success":true,"message":"API key deleted","data":null})", answer.body.c_str());
    LONGS_EQUAL(404, ann.send("DELETE", "/" + id).status);
    LONGS_EQUAL(404, ann.decrypt(id).status);
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM api_key").c_str());
}

TEST(remove_key, does_not_touch_others_keys)
{
    const Owner bob{house, "bob@example.com"};
    LONGS_EQUAL(404, bob.send("DELETE", "/" + id).status);
    LONGS_EQUAL(200, ann.decrypt(id).status);
}
