#include "handlers/sessions/disown_session.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/sessions/newcomer.h"

#include <CppUTest/TestHarness.h>

using test::abroad;
using test::json;

TEST_GROUP_BASE(disown_session, test::Newcomer)
{
    test::Tokens mine = sign_in();
    test::Tokens thief = sign_in(abroad);
    std::string token = house.mailed_token("ann@example.com", "new_device");

    http::Response disown(const std::string& with)
    {
        return house.post("latchkey", "/sessions/not-me", json({{"token", with}}));
    }
    void refused(const http::Response& response)
    {
        LONGS_EQUAL(400, response.status);
        STRCMP_EQUAL(R"({"detail":"Invalid or expired reset token"})", response.body.c_str());
    }
    int me(const test::Tokens& tokens)
    {
        return house.get("shipfastai", "/me", tokens.access).status;
    }
    int refresh(const test::Tokens& tokens)
    {
        return house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}})).status;
    }
    std::string resets()
    {
        return house.sql(
            "SELECT count(*) FROM outbox WHERE letter = 'reset_password' AND recipient = 'ann@example.com'");
    }
};

TEST(disown_session, ends_that_session_and_no_other)
{
    const auto response = disown(token);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(R"({"message":"The session was ended, and a password reset link has been sent"})",
                 response.body.c_str());
    LONGS_EQUAL(401, me(thief));
    LONGS_EQUAL(401, refresh(thief));
    LONGS_EQUAL(200, me(mine));
    LONGS_EQUAL(200, refresh(mine));
    STRCMP_EQUAL("not_me", house.sql("SELECT end_reason FROM session WHERE ended_at IS NOT NULL").c_str());
}

TEST(disown_session, ends_it_however_often_it_was_refreshed)
{
    const auto fresh = house.post("shipfastai", "/refresh", json({{"refresh_token", thief.refresh}}));
    const auto successor = test::member(fresh, "refresh_token");
    LONGS_EQUAL(200, disown(token).status);
    LONGS_EQUAL(401, refresh({{}, successor}));
}

TEST(disown_session, mails_a_link_that_resets_the_password)
{
    LONGS_EQUAL(200, disown(token).status);
    STRCMP_EQUAL("1", resets().c_str());
    const auto reset = house.mailed_token("ann@example.com", "reset_password");
    LONGS_EQUAL(200, house
                         .post("shipfastai", "/reset-password",
                               json({{"token", reset}, {"new_password", "a new horse battery"}}))
                         .status);
    CHECK(!house.login("ann@example.com", "a new horse battery").access.empty());
    LONGS_EQUAL(401, me(mine));
}

TEST(disown_session, voids_the_reset_links_of_before)
{
    house.post("shipfastai", "/forgot-password", R"({"email":"ann@example.com"})");
    const auto older = house.mailed_token("ann@example.com", "reset_password");
    LONGS_EQUAL(200, disown(token).status);
    LONGS_EQUAL(400, house.post("shipfastai", "/verify-reset-token", json({{"token", older}})).status);
    LONGS_EQUAL(200, house
                         .post("shipfastai", "/verify-reset-token",
                               json({{"token", house.mailed_token("ann@example.com", "reset_password")}}))
                         .status);
}

TEST(disown_session, takes_a_token_once)
{
    LONGS_EQUAL(200, disown(token).status);
    refused(disown(token));
    STRCMP_EQUAL("1", resets().c_str());
}

TEST(disown_session, lets_one_of_many_win)
{
    const auto responses = test::crowd(50, [&](int) { return disown(token); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(49, test::with_status(responses, 400));
    STRCMP_EQUAL("1", resets().c_str());
    STRCMP_EQUAL(
        "1",
        house
            .sql(
                "SELECT count(*) FROM audit WHERE event = 'not_me' AND account_id = (SELECT id FROM account)")
            .c_str());
}

TEST(disown_session, works_for_seven_days)
{
    STRCMP_EQUAL("604800", house
                               .sql("SELECT extract(epoch FROM expires_at - created_at)::int FROM challenge "
                                    "WHERE purpose = 'not_me'")
                               .c_str());
    house.sql("UPDATE challenge SET expires_at = now() WHERE purpose = 'not_me'");
    refused(disown(token));
    LONGS_EQUAL(200, me(thief));
    STRCMP_EQUAL("0", resets().c_str());
}

TEST(disown_session, takes_no_other_token)
{
    house.post("shipfastai", "/forgot-password", R"({"email":"ann@example.com"})");
    const auto before = resets();
    refused(disown(house.mailed_token("ann@example.com", "verify_email")));
    refused(disown(house.mailed_token("ann@example.com", "reset_password")));
    refused(disown(thief.refresh));
    refused(disown(thief.access));
    refused(disown("nonsense"));
    refused(disown(token + "x"));
    refused(disown("' OR 1=1 --"));
    LONGS_EQUAL(422, disown("").status);
    LONGS_EQUAL(422, house.post("latchkey", "/sessions/not-me", "{}").status);
    LONGS_EQUAL(200, me(thief));
    STRCMP_EQUAL(before.c_str(), resets().c_str());
}

TEST(disown_session, has_a_token_that_is_good_for_nothing_else)
{
    LONGS_EQUAL(400, house
                         .post("shipfastai", "/reset-password",
                               json({{"token", token}, {"new_password", "a new horse battery"}}))
                         .status);
    LONGS_EQUAL(400, house.post("shipfastai", "/verify-reset-token", json({{"token", token}})).status);
    LONGS_EQUAL(400, house.post("shipfastai", "/verify-email", json({{"token", token}})).status);
    LONGS_EQUAL(400, house
                         .post("hydracore", "/verify-email",
                               json({{"email", "ann@example.com"},
                                     {"code", house.mailed_code("ann@example.com", "new_device")}}))
                         .status);
    LONGS_EQUAL(200, disown(token).status);
}

TEST(disown_session, does_nothing_when_the_link_is_merely_opened)
{
    auto asked = test::request("latchkey", "GET", "/sessions/not-me");
    asked.query = "token=" + token;
    LONGS_EQUAL(405, house.send(asked).status);
    LONGS_EQUAL(200, me(thief));
    LONGS_EQUAL(200, disown(token).status);
}

TEST(disown_session, starts_the_reset_though_the_session_has_ended_by_itself)
{
    house.sql("UPDATE session SET ended_at = now(), end_reason = 'logout' WHERE address = '198.51.100.7'");
    LONGS_EQUAL(200, disown(token).status);
    STRCMP_EQUAL("1", resets().c_str());
    STRCMP_EQUAL("logout", house.sql("SELECT end_reason FROM session WHERE ended_at IS NOT NULL").c_str());
}

TEST(disown_session, refuses_while_the_account_is_disabled_and_keeps_the_token)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(disown(token));
    house.sql("UPDATE account SET disabled_at = NULL");
    LONGS_EQUAL(200, disown(token).status);
}

TEST(disown_session, trusts_no_device_from_then_on)
{
    LONGS_EQUAL(200, disown(token).status);
    const auto before = letters();
    sign_in(abroad);
    LONGS_EQUAL(before + 1, letters());
    sign_in();
    LONGS_EQUAL(before + 2, letters());
    sign_in();
    LONGS_EQUAL(before + 2, letters());
}

TEST(disown_session, leaves_other_accounts_alone)
{
    house.enrol("bob@example.com");
    const auto bob = sign_in(house, abroad, "curl/7.88.1", "bob@example.com");
    LONGS_EQUAL(200, disown(token).status);
    LONGS_EQUAL(200, me(bob));
    STRCMP_EQUAL("", house
                         .sql("SELECT recipient FROM outbox WHERE recipient = 'bob@example.com' AND letter "
                              "<> 'verify_email'")
                         .c_str());
}

TEST(disown_session, keeps_the_token_out_of_database_and_log)
{
    LONGS_EQUAL(200, disown(token).status);
    const auto rows = house.sql("SELECT string_agg(c::text || o::text, '') FROM challenge c, outbox o");
    CHECK(rows.size() > 100);
    CHECK_FALSE(rows.contains(token));
    CHECK_FALSE(house.log().contains(token));
    CHECK_FALSE(house.sql("SELECT string_agg(audit::text, '') FROM audit").contains(token));
}
