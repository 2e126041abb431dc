// An account has two names to sign in with; both are one account to the limits.
#include "handlers/limits.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(sign_in_names)
{
    test::House house{{{"RATE_LIMITS", "on"}}};

    void setup() override
    {
        LONGS_EQUAL(200, house
                             .post("mechamental", "/register",
                                   json({{"email", "Ann@example.com"},
                                         {"username", "Annie"},
                                         {"password", test::good_password}}))
                             .status);
    }
    http::Response login(const std::string& name, const std::string& password = "wrong horse battery",
                         const std::string& from = "192.0.2.1")
    {
        auto asked = test::request("mechamental", "POST", "/login",
                                   json({{"username", name}, {"password", password}}));
        asked.client = from;
        return house.send(asked);
    }
};

TEST(sign_in_names, open_a_session_each_in_any_case)
{
    for (const char* name : {"Annie", "ANNIE", "ann@example.com", "Ann@EXAMPLE.com"})
        LONGS_EQUAL(200, login(name, test::good_password).status);
}

TEST(sign_in_names, are_refused_as_unknown_ones_are)
{
    const auto wrong = login("annie");
    const auto unknown = login("nobody");
    LONGS_EQUAL(401, wrong.status);
    STRCMP_EQUAL(member(unknown, "message").c_str(), member(wrong, "message").c_str());
    LONGS_EQUAL(401, login("").status);
}

TEST(sign_in_names, draw_from_the_same_budget_over_all_contracts)
{
    for (int i = 0; i < 4; ++i) LONGS_EQUAL(401, login("annie").status);
    for (int i = 0; i < 3; ++i) LONGS_EQUAL(401, login("ann@example.com").status);
    for (int i = 0; i < 3; ++i)
        LONGS_EQUAL(401, house
                             .post("hydracore", "/login",
                                   json({{"email", "ANN@example.com"}, {"password", "wrong horse"}}))
                             .status);
    LONGS_EQUAL(429, login("ANNIE", test::good_password).status);
    LONGS_EQUAL(429, login("ann@example.com", test::good_password).status);
    LONGS_EQUAL(429, house
                         .post("hydracore", "/login",
                               json({{"email", "ann@example.com"}, {"password", test::good_password}}))
                         .status);
    LONGS_EQUAL(200, login("annie", test::good_password, "192.0.2.2").status);
}

TEST(sign_in_names, are_limited_alike_when_nobody_has_them)
{
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, login("nobody").status);
    LONGS_EQUAL(429, login("NOBODY").status);
    LONGS_EQUAL(401, login("annie").status);
}

TEST(sign_in_names, cost_no_budget_when_the_password_is_right)
{
    for (int i = 0; i < 15; ++i) LONGS_EQUAL(200, login("annie", test::good_password).status);
}

TEST(sign_in_names, take_two_round_trips)
{
    login("annie", test::good_password);
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, login("annie", test::good_password).status);
    LONGS_EQUAL(2, house.service().pool.round_trips() - before);
}

TEST(sign_in_names, never_lead_to_an_account_that_calls_itself_like_anothers_address)
{
    house.enrol("eve@example.com");
    house.sql("UPDATE account SET username = 'ann@example.com' WHERE email = 'eve@example.com'");
    const auto response = login("ann@example.com", test::good_password);
    LONGS_EQUAL(200, response.status);
    CHECK(response.body.contains(R"("email":"Ann@example.com")"));
}
