#include "handlers/orgs/revoke_invite.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(revoke_invite)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string acme = society.org("Acme", ann);
    std::string made =
        member(society.post("/orgs/" + acme + "/invites", json({{"email", "eve@example.com"}}), ann), "id");

    int revoke(const std::string& org, const std::string& id)
    {
        return society.call("DELETE", "/orgs/" + org + "/invites/" + id, {}, ann).status;
    }
};

TEST(revoke_invite, makes_it_void)
{
    const auto token = society.invite_token("eve@example.com");
    LONGS_EQUAL(204, revoke(acme, made));
    LONGS_EQUAL(
        400,
        society.post("/invites/accept", json({{"token", token}}), society.person("eve@example.com")).status);
    LONGS_EQUAL(404, revoke(acme, made));
}

TEST(revoke_invite, answers_that_of_another_organization_as_a_missing_one)
{
    const auto other = society.org("Other", ann);
    LONGS_EQUAL(404, revoke(other, made));
    LONGS_EQUAL(404, revoke(acme, "00000000-0000-4000-8000-000000000000"));
    LONGS_EQUAL(404, revoke(acme, "nonsense"));
    STRCMP_EQUAL("1", society.house.sql("SELECT count(*) FROM invite WHERE revoked_at IS NULL").c_str());
}
