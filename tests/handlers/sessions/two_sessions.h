// An account with two sessions, one of which is to end. For tests of sessions/ only: a base for their groups.
#pragma once
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

namespace test {

struct TwoSessions : Utest {
    House house;
    Tokens mine;
    Tokens other;

    TwoSessions()
    {
        house.enrol("ann@example.com");
        mine = house.login("ann@example.com");
        other = house.login("ann@example.com");
    }
    int me(const Tokens& tokens) { return house.get("shipfastai", "/me", tokens.access).status; }
    int refresh(const Tokens& tokens)
    {
        return house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}})).status;
    }
    http::Response remove(const std::string& path, const std::string& bearer)
    {
        auto asked = request("latchkey", "DELETE", path);
        asked.authorization = "Bearer " + bearer;
        return house.send(asked);
    }
};

}   // namespace test
