#include "handlers/accounts/resend_verification.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(resend_verification)
{
    test::House house;

    void setup() override
    {
        house.enrol("Ann@example.com");
    }

    http::Response resend(const std::string& email)
    {
        return house.post("shipfastai", "/resend-verification", json({{"email", email}}));
    }
    std::string waiting()
    {
        return house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL");
    }
    std::string token()
    {
        return house.mailed_token("Ann@example.com", "verify_email");
    }
    int verify(const std::string& with)
    {
        return house.post("shipfastai", "/verify-email", json({{"token", with}})).status;
    }
};

TEST(resend_verification, mails_a_new_challenge_and_voids_the_older_one)
{
    const auto older = token();
    LONGS_EQUAL(200, resend("ann@example.com").status);
    STRCMP_EQUAL("1", waiting().c_str());
    CHECK(older != token());
    LONGS_EQUAL(400, verify(older));
    LONGS_EQUAL(200, verify(token()));
}

TEST(resend_verification, writes_to_the_stored_address_only)
{
    resend("aNN@EXAMPLE.COM");
    STRCMP_EQUAL("Ann@example.com", house.sql("SELECT recipient FROM outbox WHERE sent_at IS NULL").c_str());
}

TEST(resend_verification, answers_everyone_alike_and_mails_only_who_needs_it)
{
    house.enrol("bob@example.com", test::good_password, true);
    house.enrol("eve@example.com");
    house.sql("UPDATE account SET disabled_at = now() WHERE email = 'eve@example.com'");
    const auto known = resend("ann@example.com");
    LONGS_EQUAL(200, known.status);
    STRCMP_EQUAL(R"({"message":"If your email is registered, a verification link has been sent"})",
                 known.body.c_str());
    for (const char* other : {"nobody@example.com", "bob@example.com", "eve@example.com"}) {
        const auto response = resend(other);
        LONGS_EQUAL(200, response.status);
        STRCMP_EQUAL(known.body.c_str(), response.body.c_str());
        CHECK(known.headers == response.headers);
    }
    STRCMP_EQUAL("1", waiting().c_str());
}

TEST(resend_verification, leaves_a_reset_link_good)
{
    house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
    const auto reset = house.mailed_token("Ann@example.com", "reset_password");
    resend("ann@example.com");
    LONGS_EQUAL(200, house.post("shipfastai", "/verify-reset-token", json({{"token", reset}})).status);
}

TEST(resend_verification, leaves_one_challenge_open_when_many_ask_at_once)
{
    test::crowd(20, [&](int) { return resend("ann@example.com"); });
    STRCMP_EQUAL(
        "1", house.sql("SELECT count(*) FROM challenge WHERE used_at IS NULL AND voided_at IS NULL").c_str());
}
