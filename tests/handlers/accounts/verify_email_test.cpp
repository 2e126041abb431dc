#include "handlers/accounts/verify_email.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using test::json;

static constexpr const char* done = R"({"message":"Email verified successfully"})";
static constexpr const char* already = R"({"message":"Email already verified"})";

TEST_GROUP(verify_email)
{
    test::House house;
    std::string token;

    void setup() override
    {
        house.enrol("ann@example.com");
        token = house.mailed_token("ann@example.com", "verify_email");
    }

    http::Response verify(const std::string& with)
    {
        return verify(house, with);
    }
    static http::Response verify(test::House & at, const std::string& with)
    {
        return at.post("shipfastai", "/verify-email", json({{"token", with}}));
    }
    void refused(const std::string& with)
    {
        const auto response = verify(with);
        LONGS_EQUAL(400, response.status);
        STRCMP_EQUAL(R"({"detail":"Invalid or expired verification token"})", response.body.c_str());
    }
    void resend()
    {
        house.post("shipfastai", "/resend-verification", json({{"email", "ann@example.com"}}));
    }
    std::string verified()
    {
        return house.sql("SELECT verified_at IS NOT NULL FROM account");
    }
};

TEST(verify_email, verifies_and_says_already_to_the_same_token)
{
    STRCMP_EQUAL(done, verify(token).body.c_str());
    STRCMP_EQUAL("t", verified().c_str());
    const auto again = verify(token);
    LONGS_EQUAL(200, again.status);
    STRCMP_EQUAL(already, again.body.c_str());
}

TEST(verify_email, is_done_once_when_many_come_at_the_same_time)
{
    const auto responses = test::crowd(50, [&](int) { return verify(token); });
    LONGS_EQUAL(50, test::with_status(responses, 200));
    LONGS_EQUAL(1, std::ranges::count(responses, done, &http::Response::body));
    LONGS_EQUAL(49, std::ranges::count(responses, already, &http::Response::body));
}

TEST(verify_email, refuses_an_older_token_until_the_account_is_verified)
{
    resend();
    refused(token);
    STRCMP_EQUAL("f", verified().c_str());
    STRCMP_EQUAL(done, verify(house.mailed_token("ann@example.com", "verify_email")).body.c_str());
    STRCMP_EQUAL(already, verify(token).body.c_str());
}

// The link is voided between the look at it and the attempt to spend it.
TEST(verify_email, never_says_already_of_an_account_that_is_not_verified)
{
    http::Response response;
    house.sql("BEGIN");
    house.sql("UPDATE challenge SET voided_at = now()");
    std::jthread caller{[&] { response = verify(token); }};
    while (house.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") == "0")
        std::this_thread::sleep_for(1ms);
    house.sql("COMMIT");
    caller.join();
    STRCMP_EQUAL("f", verified().c_str());
    LONGS_EQUAL(400, response.status);
}

TEST(verify_email, refuses_an_expired_token)
{
    house.sql("UPDATE challenge SET expires_at = now()");
    refused(token);
    STRCMP_EQUAL("f", verified().c_str());
}

TEST(verify_email, refuses_tokens_of_another_kind)
{
    house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
    const auto tokens = house.login("ann@example.com");
    refused(house.mailed_token("ann@example.com", "reset_password"));
    refused(tokens.access);
    refused(tokens.refresh);
    refused(house.mailed_code("ann@example.com", "verify_email"));
    STRCMP_EQUAL("f", verified().c_str());
}

TEST(verify_email, refuses_while_the_account_is_disabled)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(token);
}

TEST(verify_email, verifies_one_account_only)
{
    house.enrol("bob@example.com");
    verify(token);
    STRCMP_EQUAL(
        "ann@example.com",
        house.sql("SELECT string_agg(email, ',') FROM account WHERE verified_at IS NOT NULL").c_str());
}

TEST(verify_email, shows_in_the_next_access_token_only)
{
    const auto before = house.login("ann@example.com");
    verify(token);
    LONGS_EQUAL(403, house.get("hydracore", "/me", before.access).status);
    LONGS_EQUAL(200, house.get("hydracore", "/me", house.login("ann@example.com").access).status);
}

TEST(verify_email, takes_two_round_trips_at_most)
{
    test::House limited{{{"RATE_LIMITS", "on"}}};
    verify(limited, token);
    const auto before = limited.service().pool.round_trips();
    LONGS_EQUAL(200, verify(limited, token).status);
    CHECK(limited.service().pool.round_trips() - before <= 2);
}
