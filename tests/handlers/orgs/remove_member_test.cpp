#include "handlers/orgs/remove_member.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;
TEST_GROUP(remove_member)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);

    int take_out(const std::string& who, const std::string& caller) const
    {
        return society.call("DELETE", "/orgs/" + acme + "/members/" + who, {}, caller).status;
    }
};

TEST(remove_member, ends_a_membership)
{
    society.join(acme, "bob@example.com", "member");
    LONGS_EQUAL(204, take_out(society.id("bob@example.com"), ann));
    STRCMP_EQUAL("", society.role(acme, "bob@example.com").c_str());
    LONGS_EQUAL(404, take_out(society.id("bob@example.com"), ann));
    LONGS_EQUAL(404, take_out("nonsense", ann));
}

TEST(remove_member, makes_the_token_for_the_organization_void_at_once)
{
    society.join(acme, "bob@example.com", "member");
    auto asked = test::request("mechamental", "POST", "/switch-org", json({{"org_id", acme}}));
    asked.authorization = "Bearer " + bob;
    const auto token = member(society.house.send(asked), "access_token");
    LONGS_EQUAL(200, society.get("/orgs", token).status);
    LONGS_EQUAL(204, take_out(society.id("bob@example.com"), ann));
    LONGS_EQUAL(401, society.get("/orgs", token).status);
    LONGS_EQUAL(401, society.house.get("shipfastai", "/me", token).status);
    LONGS_EQUAL(200, society.get("/orgs", bob).status);
}

TEST(remove_member, protects_owners_from_admins)
{
    society.join(acme, "bob@example.com", "admin");
    LONGS_EQUAL(403, take_out(society.id("ann@example.com"), bob));
    STRCMP_EQUAL("owner", society.role(acme, "ann@example.com").c_str());
}

TEST(remove_member, leaves_one_of_two_owners_who_remove_each_other_at_once)
{
    for (int i = 0; i < 10; ++i) {
        society.house.sql("DELETE FROM membership");
        society.join(acme, "ann@example.com", "owner");
        society.join(acme, "bob@example.com", "owner");
        const std::string ids[] = {society.id("ann@example.com"), society.id("bob@example.com")};
        const std::string tokens[] = {ann, bob};
        test::crowd(20, [&](int n) { return take_out(ids[n % 2], tokens[n % 2]); });
        STRCMP_EQUAL("1", society.house.sql("SELECT count(*) FROM membership WHERE role = 'owner'").c_str());
    }
}
