#include "fcgi/net/address.h"

#include <netinet/in.h>

#include <CppUTest/TestHarness.h>

TEST_GROUP(address){static bool is_public(const char* text){const auto address = net::parse_address(text);
CHECK_TEXT(address.has_value(), text);
return net::is_public(*address);
}
}
;

TEST(address, knows_public_addresses)
{
    for (const char* text : {"1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "192.0.1.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "223.255.255.255",
                             "2000::1",
                             "2001:200::1",
                             "2001:db7:ffff::1",
                             "2001:db9::",
                             "2003::1",
                             "2606:4700:4700::1111",
                             "2a00:1450:4001::200e",
                             "3ffe:ffff::1",
                             "3fff:1000::1"})
        CHECK_TEXT(is_public(text), text);
}

TEST(address, knows_what_is_not_public_in_ipv4)
{
    for (const char* text :
         {"0.0.0.0",         "0.255.255.255",  "10.0.0.0",        "10.255.255.255",  "100.64.0.0",
          "100.127.255.255", "127.0.0.1",      "127.255.255.255", "169.254.0.0",     "169.254.169.254",
          "169.254.255.255", "172.16.0.0",     "172.31.255.255",  "192.0.0.0",       "192.0.0.255",
          "192.0.2.1",       "192.88.99.1",    "192.168.0.0",     "192.168.255.255", "198.18.0.0",
          "198.19.255.255",  "198.51.100.7",   "203.0.113.7",     "224.0.0.0",       "239.255.255.255",
          "240.0.0.0",       "255.255.255.255"})
        CHECK_FALSE_TEXT(is_public(text), text);
}

TEST(address, knows_what_is_not_public_in_ipv6)
{
    for (const char* text : {"::",
                             "::1",
                             "::7f00:1",
                             "::ffff:127.0.0.1",
                             "::ffff:8.8.8.8",
                             "::ffff:0:8.8.8.8",
                             "64:ff9b::a00:1",
                             "64:ff9b::8.8.8.8",
                             "64:ff9b:1::1",
                             "100::1",
                             "1fff:ffff::1",
                             "2001::1",
                             "2001:0:4136:e378::1",
                             "2001:1ff:ffff::1",
                             "2001:db8::1",
                             "2001:db8:ffff:ffff::1",
                             "2002:7f00:1::",
                             "2002:a00:1::1",
                             "3fff::1",
                             "3fff:fff:ffff::1",
                             "4000::1",
                             "5f00::1",
                             "fc00::1",
                             "fd12:3456:789a::1",
                             "fe80::1",
                             "febf:ffff::1",
                             "fec0::1",
                             "ff02::1",
                             "ff0e::1"})
        CHECK_FALSE_TEXT(is_public(text), text);
}

TEST(address, reads_no_other_spelling)
{
    for (const char* text : {"", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1.", " 127.0.0.1",
                             "[::1]", "fe80::1%eth0", "1.2.3.4/8", "::ffff:256.0.0.1"})
        CHECK_FALSE_TEXT(net::parse_address(text).has_value(), text);
    CHECK_FALSE(net::parse_address(std::string_view{"1.2.3.4\0", 8}).has_value());
}

TEST(address, prints_what_it_read)
{
    for (const char* text : {"203.0.113.7", "2001:db8::1", "::1"})
        STRCMP_EQUAL(text, net::text(*net::parse_address(text)).c_str());
}

TEST(address, reads_socket_addresses)
{
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(0xcb007107);
    STRCMP_EQUAL("203.0.113.7", net::text(*net::address_of(reinterpret_cast<const sockaddr&>(from))).c_str());
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_addr.s6_addr[15] = 1;
    STRCMP_EQUAL("::1", net::text(*net::address_of(reinterpret_cast<const sockaddr&>(six))).c_str());
    six.sin6_family = AF_UNIX;
    CHECK_FALSE(net::address_of(reinterpret_cast<const sockaddr&>(six)).has_value());
}
