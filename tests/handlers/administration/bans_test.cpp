#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(administration_bans)
{
    test::House house;

    test::Said say(const std::string& words, bool json = false)
    {
        return administer(house, "ban " + words, json);
    }
    std::string stored(const char* column)
    {
        return house.sql(std::string{"SELECT "} + column + " FROM ban");
    }
};

TEST(administration_bans, are_added_listed_and_removed)
{
    LONGS_EQUAL(0, say("add 203.0.113.7 --for 2h --reason guesses").exit);
    const auto listed = say("list");
    STRCMP_CONTAINS("203.0.113.7/32  until ", listed.out.c_str());
    STRCMP_CONTAINS("  guesses\n", listed.out.c_str());
    const auto json = say("list", true);
    STRCMP_CONTAINS(R"({"network":"203.0.113.7/32","until":")", json.out.c_str());
    STRCMP_CONTAINS(R"("reason":"guesses","by":")", json.out.c_str());
    STRCMP_EQUAL("removed 203.0.113.7/32\n", say("remove 203.0.113.7").out.c_str());
    STRCMP_EQUAL("", say("list").out.c_str());
    LONGS_EQUAL(1, say("remove 203.0.113.7").exit);
}

TEST(administration_bans, last_a_day_or_as_long_as_is_said_from_now_on)
{
    const std::string left = "round(extract(epoch FROM until - clock_timestamp()))";
    for (const auto& [option, seconds] : {std::pair{"", 86400},
                                          {" --for 90", 90},
                                          {" --for 90s", 90},
                                          {" --for 15m", 900},
                                          {" --for 3h", 10800},
                                          {" --for 7d", 604800}})
    {
        LONGS_EQUAL(0, say("add 203.0.113.7" + std::string{option}).exit);
        DOUBLES_EQUAL(seconds, std::atof(stored(left.c_str()).c_str()), 2);
    }
    STRCMP_EQUAL("1", stored("count(*)").c_str());
    for (const char* const wrong : {"0", "-1", "x", "5w", "1h30m", "99999999d", "m", "9223372036854775807d"})
        LONGS_EQUAL_TEXT(2, say("add 203.0.113.7 --for " + std::string{wrong}).exit, wrong);
}

TEST(administration_bans, that_are_over_are_not_listed_and_go_with_the_cleanup)
{
    say("add 203.0.113.7");
    house.sql("UPDATE ban SET until = now() - interval '1 second'");
    STRCMP_EQUAL("", say("list").out.c_str());
    administer(house, "cleanup");
    STRCMP_EQUAL("0", stored("count(*)").c_str());
}

TEST(administration_bans, never_lock_out_this_host_without_a_yes)
{
    for (const char* const ours : {"127.0.0.1", "::1", "127.0.0.0/8", "0.0.0.0/0", "::/0", "127.7.7.7"}) {
        const auto refused = say(std::string{"add "} + ours);
        LONGS_EQUAL_TEXT(1, refused.exit, ours);
        STRCMP_CONTAINS("--yes", refused.err.c_str());
    }
    STRCMP_EQUAL("0", stored("count(*)").c_str());
    LONGS_EQUAL(0, say("add 127.0.0.1 --for 1s --yes").exit);
}

TEST(administration_bans, take_no_other_words)
{
    for (const char* const wrong : {"add", "add somewhere", "add 203.0.113.7/24", "add 203.0.113.7 more",
                                    "remove", "remove somewhere", "list more"})
        LONGS_EQUAL_TEXT(2, say(wrong).exit, wrong);
    LONGS_EQUAL(2, say("add 203.0.113.7 --reason a\nb").exit);
    LONGS_EQUAL(2, say("add 203.0.113.7 --reason " + std::string(201, 'x')).exit);
}

TEST(administration_bans, are_in_the_audit)
{
    say("add 203.0.113.0/24");
    say("remove 203.0.113.0/24");
    const auto audit = administer(house, "audit").out;
    STRCMP_CONTAINS("  ban  ok  ", audit.c_str());
    STRCMP_CONTAINS("  unban  ok  ", audit.c_str());
    STRCMP_CONTAINS("  cli  local  203.0.113.0/24", audit.c_str());
}
