// Ann, who signed in from one place so far. For tests of sessions/ only: a base for their groups.
#pragma once
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

namespace test {

inline constexpr const char* firefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
inline constexpr const char* at_home = "192.0.2.1";
inline constexpr const char* abroad = "198.51.100.7";

struct Newcomer : Utest {
    House house;

    Newcomer() { house.enrol("ann@example.com"); }

    static Tokens sign_in(House& at, const char* address = at_home, const char* program = "curl/7.88.1",
                          const char* email = "ann@example.com")
    {
        auto asked =
            request("shipfastai", "POST", "/login", json({{"email", email}, {"password", good_password}}));
        asked.client = address;
        asked.user_agent = program;
        const auto response = at.send(asked);
        return {member(response, "access_token"), member(response, "refresh_token")};
    }
    Tokens sign_in(const char* address = at_home, const char* program = "curl/7.88.1")
    {
        return sign_in(house, address, program);
    }
    long letters() { return std::stol(house.sql("SELECT count(*) FROM outbox WHERE letter = 'new_device'")); }
    long devices() { return std::stol(house.sql("SELECT count(*) FROM known_device")); }
};

}   // namespace test
