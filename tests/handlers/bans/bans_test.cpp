#include "handlers/bans/bans.h"

#include "handlers/follow.h"
#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using bans::network;
using test::soon;

TEST_GROUP(bans)
{
    bans::Bans kept;

    static bans::Ban ban(const char* text, std::int64_t until)
    {
        return {*network(text), until};
    }
};

TEST(bans, are_found_by_any_address_of_the_network_until_they_end)
{
    kept.keep({ban("203.0.113.0/24", 1000), ban("2001:db8::1", 2000)});
    LONGS_EQUAL(1000, kept.find("203.0.113.77", 999).value_or(0));
    CHECK(!kept.find("203.0.113.77", 1000).has_value());
    LONGS_EQUAL(2000, kept.find("2001:db8::ffff", 999).value_or(0));
    CHECK(!kept.find("198.51.100.1", 0).has_value());
    UNSIGNED_LONGS_EQUAL(2, kept.size());
}

TEST(bans, of_one_address_count_until_the_longest_ends)
{
    kept.keep({ban("203.0.113.7", 1000), ban("203.0.0.0/16", 3000), ban("203.0.113.0/24", 2000)});
    LONGS_EQUAL(3000, kept.find("203.0.113.7", 500).value_or(0));
}

TEST(bans, are_those_that_were_kept_last)
{
    kept.keep({ban("203.0.113.7", 1000)});
    kept.keep({ban("203.0.113.8", 1000)});
    CHECK(!kept.find("203.0.113.7", 0).has_value());
    CHECK(kept.find("203.0.113.8", 0).has_value());
}

TEST(bans, find_nothing_in_what_is_no_address)
{
    kept.keep({ban("0.0.0.0/0", 1000)});
    for (const char* const text : {"", "unix:", "somewhere"}) CHECK(!kept.find(text, 0).has_value());
}

// A worker that follows, and what its clients meet.
TEST_GROUP(bans_at_work)
{
    test::House house;
    Follower follower{house.service()};

    void setup() override
    {
        house.enrol("ann@example.com");
    }
    http::Response ask(const char* contract, const char* path, const char* from = "203.0.113.7")
    {
        auto request = test::request(contract, "GET", path);
        request.client = from;
        return house.send(request);
    }
    bool knows(std::size_t count)
    {
        return soon([&] { return house.service().bans->size() == count; });
    }
    void ban(const std::string& words)
    {
        LONGS_EQUAL_TEXT(0, test::administer(house, "ban " + words).exit, words.c_str());
    }
};

TEST(bans_at_work, refuse_every_request_in_the_words_of_its_contract)
{
    ban("add 203.0.113.7 --for 10m");
    CHECK(knows(1));
    for (const char* const contract :
         {"shipfastai", "hydracore", "mechamental", "bitcain", "bitcain-keys", "bitcain-kyc", "latchkey"})
    {
        const auto response = ask(contract, "/openapi.json");
        LONGS_EQUAL_TEXT(429, response.status, contract);
        const int wait = std::atoi(test::header(response, "Retry-After").c_str());
        CHECK_TEXT(wait > 590 && wait <= 610, contract);   // the house's clock stands still
        CHECK_TEXT(response.body.contains("Too many requests") || response.body.contains("Rate limit"),
                   contract);
        LONGS_EQUAL_TEXT(200, ask(contract, "/openapi.json", "203.0.113.8").status, contract);
    }
    STRCMP_CONTAINS("RATE_LIMIT_EXCEEDED", ask("mechamental", "/me").body.c_str());
    STRCMP_CONTAINS("\"success\":false", ask("bitcain", "/profile").body.c_str());
    LONGS_EQUAL(403, ask("gate", "/check").status);
    LONGS_EQUAL(403, ask("metrics", "/metrics").status);
}

TEST(bans_at_work, cost_no_question_to_the_database)
{
    ban("add 203.0.113.7");
    CHECK(knows(1));
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(429, ask("latchkey", "/health/ready").status);
    LONGS_EQUAL(0, house.service().pool.round_trips() - before);
}

TEST(bans_at_work, end_when_they_are_removed_and_by_themselves)
{
    ban("add 203.0.113.7");
    CHECK(knows(1));
    ban("remove 203.0.113.7");
    CHECK(knows(0));
    LONGS_EQUAL(200, ask("latchkey", "/health/live").status);
    ban("add 203.0.113.7 --for 60s");
    CHECK(knows(1));
    house.now += 61;
    LONGS_EQUAL(200, ask("latchkey", "/health/live").status);
}

TEST(bans_at_work, are_heard_of_at_once_and_not_only_by_asking_again)
{
    CHECK(soon([&] { return house.service().revocations->is_fresh(); }));
    const auto begun = std::chrono::steady_clock::now();
    ban("add 203.0.113.7");
    CHECK(knows(1));
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::milliseconds{700});
}
