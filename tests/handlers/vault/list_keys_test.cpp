#include "handlers/vault/list_keys.h"

#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(list_keys)
{
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};
    Owner bob{house, "bob@example.com"};
};

TEST(list_keys, shows_ones_own_only_and_only_their_end)
{
    const auto id = ann.store(R"({"exchange":"acme","api_key":"key-12345678","secret":"s3cret-value"})");
    const std::string list = ann.send("GET", "/").body;
    CHECK(list.contains(id));
    CHECK(list.contains("****5678"));
    CHECK(!list.contains("key-1234"));
    CHECK(!list.contains("s3cret-value"));
    CHECK(!bob.send("GET", "/").body.contains(id));
}

TEST(list_keys, takes_one_round_trip)
{
    ann.send("GET", "/");
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, ann.send("GET", "/").status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}
