#include "handlers/sessions/logout.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(logout)
{
    test::House house;
    test::Tokens mine;
    test::Tokens other;

    void setup() override
    {
        house.enrol("ann@example.com");
        mine = house.login("ann@example.com");
        other = house.login("ann@example.com");
    }
    int me(const test::Tokens& tokens)
    {
        return house.get("shipfastai", "/me", tokens.access).status;
    }
    int refresh(const test::Tokens& tokens)
    {
        return house.post("shipfastai", "/refresh", test::json({{"refresh_token", tokens.refresh}})).status;
    }
    http::Response remove(const std::string& path, const std::string& bearer)
    {
        auto request = test::request("latchkey", "DELETE", path);
        request.authorization = "Bearer " + bearer;
        return house.send(request);
    }
};

TEST(logout, ends_the_callers_session_for_every_contract)
{
    auto request = test::request("mechamental", "POST", "/logout");
    request.authorization = "Bearer " + mine.access;
    LONGS_EQUAL(200, house.send(request).status);
    LONGS_EQUAL(401, me(mine));
    LONGS_EQUAL(401, refresh(mine));
    LONGS_EQUAL(200, me(other));
    LONGS_EQUAL(401, house.send(request).status);
    LONGS_EQUAL(204, remove("/sessions", other.access).status);
}

TEST(logout, is_written_down)
{
    auto request = test::request("mechamental", "POST", "/logout");
    request.authorization = "Bearer " + mine.access;
    house.send(request);
    STRCMP_EQUAL("1",
                 house.sql("SELECT count(*) FROM audit WHERE event = 'logout' AND result = 'ok'").c_str());
}
