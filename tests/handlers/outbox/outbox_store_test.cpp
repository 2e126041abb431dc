#include "handlers/outbox/outbox_store.h"

#include <algorithm>
#include <set>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(outbox_store)
{
    test::House house;

    void put(const std::string& recipient, const std::string& since = "0 seconds")
    {
        house.sql(
            "INSERT INTO outbox (letter, recipient, created_at, next_attempt_at)"
            " VALUES ('password_changed', '" +
            recipient + "', now() - interval '" + since + "', now() - interval '" + since + "')");
    }
    std::optional<outbox::Due> claim() const
    {
        auto db = house.service().pool.lease();
        return outbox::claim(db);
    }
    std::string claimed() const
    {
        const auto due = claim();
        return due ? due->recipient : "none";
    }
    std::string seconds_to_wait()
    {
        return house.sql("SELECT round(extract(epoch FROM next_attempt_at - now())) FROM outbox");
    }
};

TEST(outbox_store, gives_what_is_due_the_longest)
{
    put("late@example.com", "1 minute");
    put("later@example.com", "1 second");
    put("first@example.com", "1 hour");
    STRCMP_EQUAL("first@example.com", claimed().c_str());
    STRCMP_EQUAL("late@example.com", claimed().c_str());
    STRCMP_EQUAL("later@example.com", claimed().c_str());
    STRCMP_EQUAL("none", claimed().c_str());
}

TEST(outbox_store, gives_nothing_before_it_is_due)
{
    put("ann@example.com", "-1 minute");
    STRCMP_EQUAL("none", claimed().c_str());
}

TEST(outbox_store, claims_for_a_minute_so_that_a_dead_mailer_frees_it)
{
    put("ann@example.com");
    LONGS_EQUAL(1, claim()->attempts);
    STRCMP_EQUAL("60", seconds_to_wait().c_str());
    house.sql("UPDATE outbox SET next_attempt_at = now()");
    LONGS_EQUAL(2, claim()->attempts);
}

TEST(outbox_store, gives_each_letter_to_one_mailer)
{
    for (int i = 0; i < 20; ++i) put("ann" + std::to_string(i) + "@example.com");
    const auto claims = test::crowd(20, [&](int) { return claimed(); });
    const std::set<std::string> different{claims.begin(), claims.end()};
    LONGS_EQUAL(20, different.size());
    LONGS_EQUAL(0, std::ranges::count(claims, "none"));
}

TEST(outbox_store, gives_the_seed_of_the_challenge)
{
    house.enrol("ann@example.com");
    house.sql("UPDATE outbox SET sent_at = NULL");
    const auto due = claim();
    STRCMP_EQUAL("verify_email", due->letter.c_str());
    STRCMP_EQUAL("first", due->kid.c_str());
    LONGS_EQUAL(32, due->seed.size());
    CHECK(due->wanted);
    STRCMP_EQUAL(house.sql("SELECT id FROM outbox").c_str(), due->id.c_str());
    STRCMP_EQUAL(house.sql("SELECT floor(extract(epoch FROM created_at)) FROM outbox").c_str(),
                 std::to_string(due->created_at).c_str());
}

TEST(outbox_store, wants_no_letter_whose_challenge_can_not_be_met)
{
    house.enrol("ann@example.com");
    for (const char* change :
         {"UPDATE challenge SET used_at = now()", "UPDATE challenge SET voided_at = now()",
          "UPDATE challenge SET expires_at = now()", "UPDATE account SET disabled_at = now()",
          "UPDATE account SET verified_at = now()"})
    {
        house.sql(
            "UPDATE challenge SET used_at = NULL, voided_at = NULL, expires_at = now() + interval '1 day'");
        house.sql("UPDATE account SET disabled_at = NULL, verified_at = NULL");
        house.sql("UPDATE outbox SET sent_at = NULL, next_attempt_at = now()");
        house.sql(change);
        if (claim()->wanted) FAIL(change);
    }
}

TEST(outbox_store, wants_a_reset_letter_of_a_verified_account)
{
    house.enrol("ann@example.com", test::good_password, true);
    house.post("shipfastai", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    CHECK(claim()->wanted);
}

TEST(outbox_store, gives_no_letter_again_that_was_sent_or_parked)
{
    for (int i = 0; i < 2; ++i) {
        put("ann@example.com");
        const auto id = claim()->id;
        auto db = house.service().pool.lease();
        if (i == 0) outbox::mark_sent(db, id);
        if (i == 1) outbox::park(db, id, "no such mailbox");
        house.sql("UPDATE outbox SET next_attempt_at = now()");
        STRCMP_EQUAL("none", claimed().c_str());
    }
    STRCMP_EQUAL("no such mailbox",
                 house.sql("SELECT reason FROM outbox WHERE parked_at IS NOT NULL").c_str());
}

TEST(outbox_store, tries_again_when_it_was_told_to)
{
    put("ann@example.com");
    const auto id = claim()->id;
    auto db = house.service().pool.lease();
    outbox::try_again(db, id, 240, "mailbox busy");
    STRCMP_EQUAL("240", seconds_to_wait().c_str());
    STRCMP_EQUAL("mailbox busy", house.sql("SELECT reason FROM outbox WHERE parked_at IS NULL").c_str());
}

TEST(outbox_store, gives_up_after_five_days)
{
    put("ann@example.com", "5 days 1 minute");
    const auto id = claim()->id;
    auto db = house.service().pool.lease();
    outbox::try_again(db, id, 240, "mailbox busy");
    STRCMP_EQUAL("mailbox busy", house.sql("SELECT reason FROM outbox WHERE parked_at IS NOT NULL").c_str());
}

TEST(outbox_store, tells_of_the_session_that_a_letter_asks_about)
{
    house.enrol("ann@example.com");
    house.login("ann@example.com");
    house.sql("UPDATE known_device SET seen_at = '-infinity'");
    house.login("ann@example.com");
    const auto due = claim();
    STRCMP_EQUAL("new_device", due->letter.c_str());
    STRCMP_EQUAL("192.0.2.1", due->address.c_str());
    STRCMP_EQUAL("unit test", due->user_agent.c_str());
    STRCMP_EQUAL(house.sql("SELECT floor(extract(epoch FROM max(created_at))) FROM session").c_str(),
                 std::to_string(due->opened_at).c_str());
    CHECK(due->wanted);
}
