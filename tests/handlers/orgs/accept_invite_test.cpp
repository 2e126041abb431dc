#include "handlers/orgs/accept_invite.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;
TEST_GROUP(accept_invite)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string eve = society.person("eve@example.com");
    std::string acme = society.org("Acme", ann);
    std::string token;

    void setup() override
    {
        society.post("/orgs/" + acme + "/invites", json({{"email", "EVE@example.com"}, {"role", "admin"}}),
                     ann);
        token = society.invite_token("EVE@example.com");
    }
    http::Response accept(const std::string& caller) const
    {
        return accept(token, caller);
    }
    http::Response accept(const std::string& secret, const std::string& caller) const
    {
        return society.post("/invites/accept", json({{"token", secret}}), caller);
    }
};

TEST(accept_invite, makes_the_membership_of_the_row)
{
    const auto response = accept(eve);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(acme.c_str(), member(response, "org_id").c_str());
    STRCMP_EQUAL("admin", member(response, "role").c_str());
    STRCMP_EQUAL("admin", society.role(acme, "eve@example.com").c_str());
}

TEST(accept_invite, succeeds_once_of_fifty_at_the_same_moment)
{
    const auto responses = test::crowd(50, [&](int) { return accept(eve); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    STRCMP_EQUAL("1", society.house.sql("SELECT count(*) FROM membership WHERE role = 'admin'").c_str());
}

TEST(accept_invite, succeeds_once_of_those_who_found_it_open)
{
    const auto responses =
        test::crowd_behind(society.house, "UPDATE invite SET role = role", [&](int) { return accept(eve); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
}

TEST(accept_invite, is_bound_to_the_address)
{
    const auto mallory = society.person("mallory@example.com");
    LONGS_EQUAL(400, accept(mallory).status);
    STRCMP_EQUAL("", society.role(acme, "mallory@example.com").c_str());
    LONGS_EQUAL(200, accept(eve).status);
}

TEST(accept_invite, needs_the_address_to_be_verified)
{
    society.house.sql("UPDATE account SET verified_at = NULL WHERE email = 'eve@example.com'");
    LONGS_EQUAL(403, accept(eve).status);
    society.house.sql("UPDATE account SET verified_at = now() WHERE email = 'eve@example.com'");
    LONGS_EQUAL(200, accept(eve).status);
}

TEST(accept_invite, takes_no_other_token)
{
    society.house.post("shipfastai", "/forgot-password", json({{"email", "eve@example.com"}}));
    LONGS_EQUAL(400, accept(society.house.mailed_token("eve@example.com", "reset_password"), eve).status);
    LONGS_EQUAL(400, accept(eve, eve).status);
    LONGS_EQUAL(422, accept("", eve).status);
    LONGS_EQUAL(401, society.house
                         .post("mechamental", "/reset-password",
                               json({{"token", token}, {"new_password", "another password"}}))
                         .status);
}

TEST(accept_invite, ends_after_seven_days_by_the_clock_of_the_database)
{
    society.house.sql("UPDATE invite SET expires_at = now()");
    LONGS_EQUAL(400, accept(eve).status);
}

TEST(accept_invite, leaves_the_invite_of_a_member_unspent)
{
    society.join(acme, "eve@example.com", "member");
    LONGS_EQUAL(409, accept(eve).status);
    STRCMP_EQUAL("member", society.role(acme, "eve@example.com").c_str());
    STRCMP_EQUAL("t", society.house.sql("SELECT used_at IS NULL FROM invite").c_str());
}

TEST(accept_invite, joins_nothing_by_an_invite_to_register)
{
    society.house.sql("UPDATE invite SET org_id = NULL");
    LONGS_EQUAL(400, accept(eve).status);
}
