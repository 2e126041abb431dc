#include "handlers/accounts/register_account.h"

#include "fcgi/sys/encoding.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(register_account)
{
    test::House house;

    http::Response enrol(const std::string& email, const std::string& password = test::good_password)
    {
        return house.post("shipfastai", "/register", json({{"email", email}, {"password", password}}));
    }
    std::string rows(const std::string& table)
    {
        return house.sql("SELECT count(*) FROM " + table);
    }
};

TEST(register_account, answers_with_the_new_user_and_no_tokens)
{
    const auto response = house.post(
        "shipfastai", "/register",
        json({{"email", "Ann@EXAMPLE.com"}, {"password", test::good_password}, {"full_name", "Ann Lee"}}));
    LONGS_EQUAL(200, response.status);
    const std::string id = house.sql("SELECT id FROM account");
    const std::string created = member(response, "created_at");
    const std::string expected =
        R"({"id":")" + id +
        R"(","email":"Ann@example.com","full_name":"Ann Lee","avatar_url":null,"is_active":true,)"
        R"("is_verified":false,"oauth_provider":null,"subscription_status":"free",)"
        R"("subscription_tier":"free","created_at":")" +
        created + R"("})";
    STRCMP_EQUAL(expected.c_str(), response.body.c_str());
    STRCMP_EQUAL("t", house.sql("SELECT created_at = '" + created + "' FROM account").c_str());
    STRCMP_EQUAL("0", rows("session").c_str());
}

TEST(register_account, keeps_a_name_that_did_not_come_as_null)
{
    enrol("ann@example.com");
    STRCMP_EQUAL("t", house.sql("SELECT full_name IS NULL FROM account").c_str());
    const auto response =
        house.post("shipfastai", "/register",
                   R"({"email":"bob@example.com","password":"correct horse battery","full_name":null})");
    LONGS_EQUAL(200, response.status);
    STRCMP_CONTAINS(R"("full_name":null)", response.body.c_str());
}

TEST(register_account, draws_a_random_uuid_of_version_4)
{
    const auto id = member(enrol("ann@example.com"), "id");
    LONGS_EQUAL(36, id.size());
    LONGS_EQUAL('4', id[14]);
    CHECK(std::string{"89ab"}.find(id[19]) != std::string::npos);
    CHECK(id != member(enrol("bob@example.com"), "id"));
}

TEST(register_account, refuses_a_taken_address_in_any_case)
{
    enrol("ann@example.com");
    const auto response = enrol(" ANN@Example.COM ");
    LONGS_EQUAL(400, response.status);
    STRCMP_EQUAL(R"({"detail":"Email already registered"})", response.body.c_str());
    STRCMP_EQUAL("1", rows("account").c_str());
    STRCMP_EQUAL("1", rows("outbox").c_str());
}

TEST(register_account, lets_one_of_many_have_the_address)
{
    const auto responses = test::crowd(20, [&](int) { return enrol("ann@example.com"); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(19, test::with_status(responses, 400));
    STRCMP_EQUAL("1", rows("account").c_str());
    STRCMP_EQUAL("1", rows("challenge").c_str());
    STRCMP_EQUAL("1", rows("outbox").c_str());
}

TEST(register_account, mails_a_link_for_a_day_and_a_code_for_a_quarter_of_an_hour)
{
    enrol("ann@example.com");
    STRCMP_EQUAL("verify_email ann@example.com 1 day 00:15:00",
                 house
                     .sql("SELECT letter || ' ' || recipient || ' ' || expires_at - c.created_at || ' ' ||"
                          " code_expires_at - c.created_at"
                          " FROM outbox o JOIN challenge c ON c.id = o.challenge_id")
                     .c_str());
}

TEST(register_account, stores_neither_password_nor_token_nor_code)
{
    enrol("ann@example.com");
    const auto token = house.mailed_token("ann@example.com", "verify_email");
    const auto rows = house.sql(
        "SELECT account::text || challenge::text || outbox::text"
        " FROM account, challenge, outbox");
    CHECK(rows.size() > 200);
    for (const auto& secret : {std::string{test::good_password}, token, sys::hex(token)})
        CHECK(rows.find(secret) == std::string::npos);
    CHECK(house.log().find(token) == std::string::npos);
}

TEST(register_account, counts_a_password_in_characters_and_keeps_its_blanks)
{
    LONGS_EQUAL(422, enrol("ann@example.com", "äöüßäöü").status);
    LONGS_EQUAL(200, enrol("ann@example.com", "äöüßäöüß").status);
    LONGS_EQUAL(200, enrol("bob@example.com", std::string(127, 'x') + "ä").status);
    LONGS_EQUAL(422, enrol("eve@example.com", std::string(129, 'x')).status);
    LONGS_EQUAL(200, enrol("eve@example.com", "        ").status);
    STRCMP_EQUAL("", house.login("eve@example.com", "       ").access.c_str());
    CHECK(!house.login("eve@example.com", "        ").access.empty());
}

TEST(register_account, takes_one_round_trip_and_another_for_its_limit)
{
    enrol("warm@example.com");
    auto before = house.service().pool.round_trips();
    enrol("ann@example.com");
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);

    test::House limited{{{"RATE_LIMITS", "on"}}};
    limited.enrol("warm2@example.com");
    before = limited.service().pool.round_trips();
    limited.enrol("bob@example.com");
    LONGS_EQUAL(2, limited.service().pool.round_trips() - before);
}
