#include "handlers/sessions/expiring_set.h"

#include "fcgi/crypto/random.h"

#include <cstring>

#include <CppUTest/TestHarness.h>

using sessions::ExpiringSet;
using tokens::Uuid;

TEST_GROUP(expiring_set)
{
    ExpiringSet set;

    static Uuid drawn()
    {
        Uuid id;
        const std::string bytes = crypto::random_bytes(16);
        std::memcpy(&id.high, bytes.data(), 8);
        std::memcpy(&id.low, bytes.data() + 8, 8);
        return id;
    }
};

TEST(expiring_set, holds_nothing_at_first)
{
    CHECK_FALSE(set.contains({0, 0}));
    CHECK_FALSE(set.contains(drawn()));
    LONGS_EQUAL(0, set.size());
}

TEST(expiring_set, holds_what_was_added_and_nothing_else_through_all_its_growth)
{
    std::vector<Uuid> added;
    for (int i = 0; i < 20000; ++i) added.push_back(drawn());
    for (const Uuid& id : added) set.add(id, 100, 50);
    for (const Uuid& id : added) CHECK(set.contains(id));
    for (int i = 0; i < 20000; ++i) CHECK_FALSE(set.contains(drawn()));
    LONGS_EQUAL(20000, set.size());
}

TEST(expiring_set, keeps_apart_what_lands_on_the_same_place)
{
    for (std::uint64_t i = 0; i < 100; ++i) set.add({i, 7}, 100, 50);
    for (std::uint64_t i = 0; i < 100; ++i) CHECK(set.contains({i, 7}));
    CHECK_FALSE(set.contains({100, 7}));
}

TEST(expiring_set, counts_what_comes_twice_once_and_until_the_later_second)
{
    set.add({1, 1}, 200, 50);
    set.add({1, 1}, 100, 50);
    LONGS_EQUAL(1, set.size());
    set.drop_expired(150);
    CHECK(set.contains({1, 1}));
}

TEST(expiring_set, drops_what_is_past_and_keeps_what_is_not)
{
    for (std::uint64_t i = 0; i < 100; ++i) set.add({i, i}, i < 60 ? 100 : 300, 50);
    set.drop_expired(200);
    for (std::uint64_t i = 0; i < 100; ++i) CHECK(set.contains({i, i}) == (i >= 60));
    LONGS_EQUAL(40, set.size());
}

TEST(expiring_set, makes_room_for_new_ones_out_of_what_is_past)
{
    for (std::uint32_t second = 0; second < 1000; ++second)
        for (int i = 0; i < 10; ++i) set.add(drawn(), 1000 + second, 990 + second);
    CHECK(set.size() < 1000);
}
