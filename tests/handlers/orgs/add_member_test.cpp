#include "handlers/orgs/add_member.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(add_member)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);

    int put(const std::string& who, const std::string& role, const std::string& caller)
    {
        return society
            .post("/orgs/" + acme + "/members", json({{"user_id", society.id(who)}, {"role", role}}), caller)
            .status;
    }
    std::string role(const std::string& who)
    {
        return society.role(acme, who);
    }
    std::string id_of_bob()
    {
        return society.id("bob@example.com");
    }
};

TEST(add_member, makes_an_account_a_member_and_changes_its_role)
{
    LONGS_EQUAL(200, put("bob@example.com", "member", ann));
    STRCMP_EQUAL("member", role("bob@example.com").c_str());
    LONGS_EQUAL(200, put("bob@example.com", "owner", ann));
    STRCMP_EQUAL("owner", role("bob@example.com").c_str());
}

TEST(add_member, lets_admins_neither_make_owners_nor_change_them)
{
    society.person("cat@example.com");
    society.join(acme, "bob@example.com", "admin");
    LONGS_EQUAL(403, put("cat@example.com", "owner", bob));
    LONGS_EQUAL(403, put("bob@example.com", "owner", bob));
    LONGS_EQUAL(403, put("ann@example.com", "member", bob));
    LONGS_EQUAL(200, put("cat@example.com", "admin", bob));
    STRCMP_EQUAL("owner", role("ann@example.com").c_str());
    STRCMP_EQUAL("admin", role("bob@example.com").c_str());
}

TEST(add_member, keeps_the_last_owner)
{
    LONGS_EQUAL(409, put("ann@example.com", "member", ann));
    LONGS_EQUAL(200, put("ann@example.com", "owner", ann));
    LONGS_EQUAL(200, put("bob@example.com", "owner", ann));
    LONGS_EQUAL(200, put("ann@example.com", "member", ann));
    STRCMP_EQUAL("member", role("ann@example.com").c_str());
}

TEST(add_member, knows_no_account_that_is_not_there)
{
    const auto path = "/orgs/" + acme + "/members";
    for (const char* id : {"00000000-0000-4000-8000-000000000000", "nonsense", "bob@example.com"})
        LONGS_EQUAL(404, society.post(path, json({{"user_id", id}, {"role", "member"}}), ann).status);
    LONGS_EQUAL(422, society.post(path, json({{"user_id", id_of_bob()}, {"role", "king"}}), ann).status);
}
