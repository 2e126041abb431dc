#include "handlers/orgs/switch_org.h"

#include "handlers/tokens/signed_token.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(switch_org)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);

    http::Response choose(const std::string& org, const std::string& caller) const
    {
        auto asked = test::request("mechamental", "POST", "/switch-org", json({{"org_id", org}}));
        asked.authorization = "Bearer " + caller;
        return society.house.send(asked);
    }
};

TEST(switch_org, gives_an_access_token_that_names_the_organization)
{
    const auto response = choose(acme, ann);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL(acme.c_str(), member(response, "org_id").c_str());
    CHECK_FALSE(response.body.contains("refresh_token"));
    const auto& house = society.house;
    const auto claims = tokens::read(house.service().keys, house.config().text(sys::Key::issuer),
                                     tokens::Use::access, member(response, "access_token"), house.now);
    STRCMP_EQUAL(acme.c_str(), claims.value().org.c_str());
    STRCMP_EQUAL(society.id("ann@example.com").c_str(), claims->subject.c_str());
}

TEST(switch_org, refuses_outsiders_and_unknown_organizations_alike)
{
    const auto outside = choose(acme, bob);
    LONGS_EQUAL(403, outside.status);
    for (const char* id : {"00000000-0000-4000-8000-000000000000", "nonsense", "Acme"}) {
        const auto unknown = choose(id, bob);
        LONGS_EQUAL(403, unknown.status);
        CHECK(unknown.body.contains(R"("required_permission":"organization:access")"));
    }
}

TEST(switch_org, takes_one_round_trip)
{
    choose(acme, ann);
    const auto before = society.house.service().pool.round_trips();
    LONGS_EQUAL(200, choose(acme, ann).status);
    LONGS_EQUAL(1, society.house.service().pool.round_trips() - before);
}

TEST(switch_org, gives_a_token_that_ends_with_the_membership)
{
    const auto token = member(choose(acme, ann), "access_token");
    const auto status = [&](const char* contract, const char* path, const std::string& caller) {
        auto asked = test::request(contract, "GET", path);
        asked.authorization = "Bearer " + caller;
        return society.house.send(asked).status;
    };
    LONGS_EQUAL(200, status("mechamental", "/me", token));
    LONGS_EQUAL(200, status("latchkey", "/sessions", token));
    society.house.sql("DELETE FROM membership");
    LONGS_EQUAL(401, status("mechamental", "/me", token));
    LONGS_EQUAL(401, status("latchkey", "/sessions", token));
    LONGS_EQUAL(200, status("mechamental", "/me", ann));
    LONGS_EQUAL(200, status("latchkey", "/sessions", ann));
}

TEST(switch_org, leads_out_of_no_organization_one_has_left)
{
    const auto token = member(choose(acme, ann), "access_token");
    society.house.sql("DELETE FROM membership");
    society.house.sql("DELETE FROM audit");
    LONGS_EQUAL(401, choose(acme, token).status);
    STRCMP_EQUAL("0", society.house.sql("SELECT count(*) FROM audit").c_str());
    LONGS_EQUAL(403, choose(acme, ann).status);
}

// What is refused before it is looked at shall not stand in the trail as done.
TEST(switch_org, is_not_noted_for_a_session_that_has_ended)
{
    society.house.sql("UPDATE session SET ended_at = now(); DELETE FROM audit");
    LONGS_EQUAL(401, choose(acme, ann).status);
    STRCMP_EQUAL("0", society.house.sql("SELECT count(*) FROM audit").c_str());
}
