#include "handlers/orgs/list_invites.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(list_invites)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string acme = society.org("Acme", ann);
    std::string path = "/orgs/" + acme + "/invites";

    std::size_t listed()
    {
        return http::parse_json(society.get(path, ann).body)->view().find("invites")->size();
    }
};

TEST(list_invites, names_those_that_could_be_accepted)
{
    const auto other = society.org("Other", ann);
    society.post("/orgs/" + other + "/invites", json({{"email", "eve@example.com"}}), ann);
    for (const char* email : {"a@example.com", "b@example.com", "c@example.com", "d@example.com"})
        LONGS_EQUAL(200, society.post(path, json({{"email", email}}), ann).status);
    society.house.sql("UPDATE invite SET used_at = now() WHERE email = 'a@example.com'");
    society.house.sql("UPDATE invite SET revoked_at = now() WHERE email = 'b@example.com'");
    society.house.sql("UPDATE invite SET expires_at = now() WHERE email = 'c@example.com'");
    LONGS_EQUAL(1, listed());
}

TEST(list_invites, tells_no_token)
{
    society.post(path, json({{"email", "eve@example.com"}}), ann);
    CHECK_FALSE(society.get(path, ann).body.contains(society.invite_token("eve@example.com")));
}
