#include "handlers/sessions/logout_by_access.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(logout_by_access)
{
    test::House house;
    test::Tokens tokens;

    void setup() override
    {
        house.enrol("ann@example.com");
        tokens = house.login("ann@example.com");
    }
    void log_out(const std::string& token)
    {
        LONGS_EQUAL(200, house.post("bitcain", "/logout", test::json({{"access_token", token}})).status);
    }
    std::string ended()
    {
        return house.sql("SELECT count(*) FROM session WHERE ended_at IS NOT NULL");
    }
};

TEST(logout_by_access, ends_that_session_only)
{
    const auto other = house.login("ann@example.com");
    log_out(tokens.access);
    STRCMP_EQUAL("1", ended().c_str());
    LONGS_EQUAL(401, house.get("bitcain", "/profile", tokens.access).status);
    LONGS_EQUAL(200, house.get("bitcain", "/profile", other.access).status);
}

TEST(logout_by_access, changes_nothing_for_a_token_that_is_none)
{
    for (const std::string& token : {std::string{}, std::string{"x"}, tokens.refresh, tokens.access + "x"})
        log_out(token);
    house.now += 3600;   // expired
    log_out(tokens.access);
    STRCMP_EQUAL("0", ended().c_str());
}
