#include "handlers/kyc/show_standing.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(show_standing)
{
    test::House house;
};

TEST(show_standing, shows_ones_own_status_in_one_round_trip)
{
    house.enrol("ann@example.com");
    const auto access = house.login("ann@example.com").access;
    STRCMP_EQUAL(R"({"tier":null,"status":"none","email_verified":false,"mfa_enabled":false})",
                 house.get("bitcain-kyc", "/", access).body.c_str());
    house.sql(
        "UPDATE account SET verified_at = now();"
        "INSERT INTO kyc (account_id, status, tier) SELECT id, 'approved', 't1' FROM account");
    const auto before = house.service().pool.round_trips();
    STRCMP_EQUAL(R"({"tier":"t1","status":"approved","email_verified":true,"mfa_enabled":false})",
                 house.get("bitcain-kyc", "/", access).body.c_str());
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}

TEST(show_standing, is_for_those_who_signed_in)
{
    LONGS_EQUAL(401, house.get("bitcain-kyc", "/").status);
}
