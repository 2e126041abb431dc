#include "handlers/accounts/verification_status.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(verification_status)
{
    test::House house;

    void setup() override
    {
        house.enrol("ann@example.com");
    }
    http::Response asked(const std::string& email)
    {
        auto request = test::request("bitcain", "GET", "/verification-status");
        request.query = "email=" + email;
        return house.send(request);
    }
    std::string status(const std::string& email = "ann@example.com")
    {
        return test::member(asked(email), "status");
    }
};

TEST(verification_status, follows_the_newest_letter)
{
    STRCMP_EQUAL("pending", status().c_str());
    house.sql("UPDATE challenge SET expires_at = now() - interval '1 second'");
    STRCMP_EQUAL("expired", status().c_str());
    house.post("bitcain", "/resend-verification", R"({"email":"ann@example.com"})");
    STRCMP_EQUAL("pending", status("ANN@example.com").c_str());
    house.sql("UPDATE account SET verified_at = now()");
    STRCMP_EQUAL("verified", status().c_str());
}

TEST(verification_status, rounds_what_is_left_up)
{
    house.sql("UPDATE challenge SET expires_at = now() + interval '9.2 seconds'");
    CHECK(asked("ann@example.com").body.contains(R"("time_remaining_seconds":10)"));
}

TEST(verification_status, does_not_tell_a_disabled_account_from_none)
{
    house.sql("UPDATE account SET disabled_at = now(), verified_at = now()");
    CHECK(asked("ann@example.com")
              .body.ends_with(
                  R"("is_verified":false,"status":"pending","verified_at":null,"token_expires_at":null,)"
                  R"("time_remaining_seconds":null})"));
}

TEST(verification_status, takes_one_round_trip)
{
    status();
    const auto before = house.service().pool.round_trips();
    status();
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}
