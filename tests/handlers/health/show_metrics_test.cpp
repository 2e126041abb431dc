#include "handlers/health/show_metrics.h"

#include "handlers/answer.h"
#include "tests/handlers/house.h"
#include "tests/prometheus.h"

#include <CppUTest/TestHarness.h>

using test::Scrape;

TEST_GROUP(show_metrics)
{
    test::House house;
};

TEST(show_metrics, asks_the_database_once_and_answers_with_text)
{
    const auto before = house.service().pool.round_trips();
    const auto response = house.get("metrics", "/metrics");
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("text/plain; version=0.0.4; charset=utf-8", test::header(response, "Content-Type").c_str());
    LONGS_EQUAL(1, Scrape{response.body}.of("latchkey_database_up"));
}

TEST(show_metrics, tells_of_letters_that_wait_and_that_were_given_up)
{
    house.enrol("ann@example.com");   // its letter counts as sent
    house.sql(
        "INSERT INTO outbox (letter, recipient, created_at) VALUES"
        " ('verify_email', 'a@example.com', now() - interval '10 minutes'),"
        " ('verify_email', 'b@example.com', now())");
    house.sql(
        "INSERT INTO outbox (letter, recipient, parked_at, created_at) VALUES"
        " ('verify_email', 'c@example.com', now(), now() - interval '3 days')");
    const Scrape told{house.get("metrics", "/metrics").body};
    LONGS_EQUAL(2, told.of("latchkey_mail_waiting"));
    LONGS_EQUAL(1, told.of("latchkey_mail_parked"));
    CHECK(told.of("latchkey_mail_oldest_seconds") >= 600);
    CHECK(told.of("latchkey_mail_oldest_seconds") < 660);
}

TEST(show_metrics, says_that_the_database_is_away_and_tells_the_rest)
{
    db::Pool dead{"host=/nonexistent", 1, std::chrono::milliseconds{200}};
    const Service broken = make_service(house.config(), house.service().log, dead, house.service().lanes,
                                        std::make_unique<Measures>(house.config(), house.service().log));
    const auto response = answer(broken, test::request("metrics", "GET", "/metrics"));
    LONGS_EQUAL(200, response.status);
    const Scrape told{response.body};
    CHECK(told.has("latchkey_database_up"));
    LONGS_EQUAL(0, told.of("latchkey_database_up"));
    CHECK(told.of("latchkey_workers") > 0);
}

TEST(show_metrics, is_no_path_of_any_mount_that_does_not_name_it)
{
    for (const char* const contracts :
         {"latchkey", "shipfastai latchkey", "hydracore", "mechamental", "bitcain", "bitcain-kyc"})
        LONGS_EQUAL_TEXT(404, house.get(contracts, "/metrics").status, contracts);
    LONGS_EQUAL(405, house.get("bitcain-keys", "/metrics").status);   // an id there
    LONGS_EQUAL(405, house.post("metrics", "/metrics", "{}").status);
    LONGS_EQUAL(404, house.get("metrics", "/other").status);
}
