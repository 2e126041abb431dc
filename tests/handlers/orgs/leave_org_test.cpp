#include "handlers/orgs/leave_org.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(leave_org)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);

    int leave(const std::string& caller)
    {
        return society.call("DELETE", "/orgs/" + acme + "/members/me", {}, caller).status;
    }
};

TEST(leave_org, is_anybody_s_right)
{
    society.join(acme, "bob@example.com", "member");
    LONGS_EQUAL(204, leave(bob));
    STRCMP_EQUAL("", society.role(acme, "bob@example.com").c_str());
    LONGS_EQUAL(404, leave(bob));
}

TEST(leave_org, is_not_for_the_last_owner)
{
    LONGS_EQUAL(409, leave(ann));
    society.join(acme, "bob@example.com", "owner");
    LONGS_EQUAL(204, leave(ann));
    LONGS_EQUAL(409, leave(bob));
}
