#include "handlers/sessions/sign_up.h"

#include <algorithm>
#include <vector>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(sign_up)
{
    test::House house;

    http::Response sign_up(const std::string& email)
    {
        return sign_up(house, email);
    }
    static http::Response sign_up(test::House & at, const std::string& email)
    {
        return at.post("hydracore", "/register", json({{"email", email}, {"password", test::good_password}}));
    }
    std::string rows(const std::string& table)
    {
        return house.sql("SELECT count(*) FROM " + table);
    }
    static std::vector<std::string> cookies(const http::Response& response)
    {
        std::vector<std::string> found;
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") found.push_back(value);
        return found;
    }
};

TEST(sign_up, opens_a_session_for_the_new_account)
{
    const auto response = sign_up("ann@example.com");
    LONGS_EQUAL(200, response.status);
    const auto body = http::parse_json(response.body);
    STRCMP_EQUAL("bearer", member(response, "token_type").c_str());
    LONGS_EQUAL(1800, body->view().find("expires_in")->integer().value());
    CHECK_FALSE(body->view().find("email_verified")->truth());
    STRCMP_EQUAL("1", rows("session").c_str());
    LONGS_EQUAL(200, house.get("shipfastai", "/me", member(response, "access_token")).status);
}

TEST(sign_up, sets_both_cookies_for_http_only)
{
    const auto response = sign_up("ann@example.com");
    const auto set = cookies(response);
    LONGS_EQUAL(2, set.size());
    const std::string attributes = "; HttpOnly; SameSite=Lax; Secure";
    STRCMP_EQUAL(
        ("access_token=" + member(response, "access_token") + "; Path=/; Max-Age=1800" + attributes).c_str(),
        set[0].c_str());
    STRCMP_CONTAINS(("refresh_token=" + member(response, "refresh_token") + "; Path=/auth; Max-Age=").c_str(),
                    set[1].c_str());
    STRCMP_CONTAINS(attributes.c_str(), set[1].c_str());
}

TEST(sign_up, mails_a_challenge_to_the_address)
{
    sign_up("ann@example.com");
    STRCMP_EQUAL("1", rows("outbox").c_str());
    LONGS_EQUAL(43, house.mailed_token("ann@example.com", "verify_email").size());
    LONGS_EQUAL(6, house.mailed_code("ann@example.com", "verify_email").size());
}

TEST(sign_up, leaves_nothing_behind_for_a_taken_address)
{
    house.enrol("ann@example.com");
    const auto response = sign_up("ANN@example.com");
    LONGS_EQUAL(409, response.status);
    STRCMP_EQUAL(R"({"detail":"Email already registered"})", response.body.c_str());
    LONGS_EQUAL(0, cookies(response).size());
    STRCMP_EQUAL("1", rows("account").c_str());
    STRCMP_EQUAL("0", rows("session").c_str());
    STRCMP_EQUAL("1", rows("outbox").c_str());
}

TEST(sign_up, lets_one_of_many_have_the_address)
{
    const auto responses = test::crowd(20, [&](int) { return sign_up("ann@example.com"); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(19, test::with_status(responses, 409));
    STRCMP_EQUAL("1", rows("account").c_str());
    STRCMP_EQUAL("1", rows("session").c_str());
    STRCMP_EQUAL("1", rows("outbox").c_str());
}

TEST(sign_up, gives_a_token_that_says_the_address_is_unverified)
{
    const auto token = member(sign_up("ann@example.com"), "access_token");
    const auto response = house.get("hydracore", "/me", token);
    LONGS_EQUAL(403, response.status);
    STRCMP_EQUAL(R"({"detail":"Email not verified"})", response.body.c_str());
}

TEST(sign_up, takes_one_round_trip_and_another_for_its_limit)
{
    sign_up("warm@example.com");
    auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, sign_up("ann@example.com").status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);

    test::House limited{{{"RATE_LIMITS", "on"}}};
    sign_up(limited, "warm@example.com");
    before = limited.service().pool.round_trips();
    LONGS_EQUAL(200, sign_up(limited, "bob@example.com").status);
    LONGS_EQUAL(2, limited.service().pool.round_trips() - before);
}
