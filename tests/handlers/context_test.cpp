#include "handlers/context.h"

#include <chrono>

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(context)
{
    test::House house;

    Context context(int calls = 1) const
    {
        Context cx{house.service()};
        cx.admission.emplace(std::vector<Budget>{{std::string(16, 'k'), calls, 60s}});
        return cx;
    }
    std::string counted()
    {
        return house.sql("SELECT calls FROM budget");
    }
    std::uint64_t trips() const
    {
        return house.service().pool.round_trips();
    }
};

TEST(context, reads_the_clock_of_the_service)
{
    house.now = 42;
    LONGS_EQUAL(42, Context{house.service()}.now());
}

TEST(context, counts_the_admission_with_the_first_read_of_the_first_lease)
{
    auto cx = context();
    const auto before = trips();
    {
        auto db = cx.lease();
        db.row("SELECT 1");
        db.row("SELECT 2");
    }
    cx.lease().row("SELECT 3");
    LONGS_EQUAL(3, trips() - before);
    STRCMP_EQUAL("1", counted().c_str());
}

TEST(context, counts_the_admission_before_anything_is_written)
{
    auto cx = context(0);
    auto db = cx.lease();
    CHECK_THROWS(TurnedAway, db.query("INSERT INTO account (email) VALUES ('ann@example.com')"));
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM account").c_str());
}

TEST(context, counts_the_admission_before_a_password_is_hashed)
{
    auto cx = context(0);
    CHECK_THROWS(TurnedAway, cx.hash_password(test::good_password));
    STRCMP_EQUAL("1", counted().c_str());
}

TEST(context, counts_the_admission_once)
{
    auto cx = context();
    CHECK(cx.hash_password(test::good_password).has_value());
    CHECK(cx.hash_password(test::good_password).has_value());
    cx.lease().row("SELECT 1");
    STRCMP_EQUAL("1", counted().c_str());
}

TEST(context, says_how_long_a_budget_is_spent_and_whether_quietly)
{
    try {
        auto cx = context(0);
        cx.lease().row("SELECT 1");
        FAIL("over budget, but let in");
    } catch (const TurnedAway& over) {
        CHECK(over.refusal.retry_after > 50);
        CHECK(over.refusal.retry_after <= 60);
        CHECK_FALSE(over.quietly);
    }
}

TEST(context, knows_a_password_by_its_hash)
{
    Context cx{house.service()};
    const auto hash = cx.hash_password(test::good_password);
    CHECK_TRUE(cx.password_matches(test::good_password, *hash).value());
    CHECK_FALSE(cx.password_matches("another horse battery", *hash).value());
    CHECK_FALSE(cx.password_matches(test::good_password, std::nullopt).value());
    CHECK(*hash != *cx.hash_password(test::good_password));
}

TEST(context, never_says_yes_without_a_hash)
{
    house.service().decoy = *Context{house.service()}.hash_password(test::good_password);
    CHECK_FALSE(Context{house.service()}.password_matches(test::good_password, std::nullopt).value());
}

TEST(context, holds_a_lane_while_it_hashes_and_no_connection)
{
    test::House narrow{{{"HASH_LANES", "1"}, {"HASH_QUEUE", "0"}, {"DATABASE_POOL", "1"}}};
    auto held = narrow.service().lanes.enter(0ms);
    Context cx{narrow.service()};
    CHECK(cx.hash_password(test::good_password).error().fault == Fault::busy);
    CHECK(cx.password_matches(test::good_password, std::nullopt).error().fault == Fault::busy);
    held.reset();
    const auto db = cx.lease();   // the only connection
    CHECK(cx.hash_password(test::good_password).has_value());
    LONGS_EQUAL(0, narrow.service().lanes.busy());
}
