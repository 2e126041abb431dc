#include "handlers/bans/network.h"

#include <CppUTest/TestHarness.h>

using bans::address;
using bans::network;

TEST_GROUP(ban_network){static std::string shown(const char* text){const auto found = network(text);
return found ? found->text() : "none";
}
static bool holds(const char* net, const char* one)
{
    return network(net)->contains(*address(one));
}
}
;

TEST(ban_network, is_an_address_or_a_block_and_of_ipv6_its_64)
{
    STRCMP_EQUAL("203.0.113.7/32", shown("203.0.113.7").c_str());
    STRCMP_EQUAL("203.0.113.0/24", shown("203.0.113.0/24").c_str());
    STRCMP_EQUAL("2001:db8::/64", shown("2001:db8::1").c_str());
    STRCMP_EQUAL("2001:db8::1/128", shown("2001:db8::1/128").c_str());
    STRCMP_EQUAL("2001:db8::/32", shown("2001:db8::/32").c_str());
    STRCMP_EQUAL("203.0.113.7/32", shown("::ffff:203.0.113.7").c_str());
    STRCMP_EQUAL("0.0.0.0/0", shown("0.0.0.0/0").c_str());
    STRCMP_EQUAL("::/0", shown("::/0").c_str());
}

TEST(ban_network, is_nothing_else)
{
    for (const char* const text : {"", "/", "203.0.113", "203.0.113.7/", "203.0.113.7/33", "203.0.113.7/24",
                                   "203.0.113.0/-1", "::/129", "2001:db8::1/64", "host.example.com",
                                   "203.0.113.7 ", "203.0.113.7/8x", "203.0.113.0/+24"})
        STRCMP_EQUAL_TEXT("none", shown(text).c_str(), text);
    STRCMP_EQUAL("none", network(std::string_view{"203.0.113.7\0", 12}) ? "some" : "none");
}

TEST(ban_network, holds_what_shares_its_bits)
{
    CHECK(holds("203.0.113.0/24", "203.0.113.255"));
    CHECK(!holds("203.0.113.0/24", "203.0.114.0"));
    CHECK(holds("203.0.113.7", "::ffff:203.0.113.7"));
    CHECK(holds("2001:db8:1:2::/64", "2001:db8:1:2:3:4:5:6"));
    CHECK(!holds("2001:db8:1:2::/64", "2001:db8:1:3::"));
    CHECK(holds("2001:db8:1:2::/63", "2001:db8:1:3::"));
    CHECK(holds("0.0.0.0/0", "198.51.100.1"));
    CHECK(!holds("0.0.0.0/0", "2001:db8::"));
    CHECK(holds("::/0", "198.51.100.1"));
}

TEST(ban_network, overlaps_what_it_holds_or_is_held_by)
{
    CHECK(overlap(*network("203.0.113.0/24"), *network("203.0.113.7")));
    CHECK(overlap(*network("203.0.113.7"), *network("203.0.113.0/24")));
    CHECK(!overlap(*network("203.0.113.7"), *network("203.0.113.8")));
}
