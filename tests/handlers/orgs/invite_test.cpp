#include "handlers/orgs/invite.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(invite)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);

    http::Response invite(const std::string& email, const std::string& role, const std::string& caller)
    {
        return society.post("/orgs/" + acme + "/invites", json({{"email", email}, {"role", role}}), caller);
    }
};

TEST(invite, mails_a_token_that_is_stored_nowhere)
{
    const auto response = invite("Eve@example.com", "admin", ann);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("Eve@example.com", member(response, "email").c_str());
    const auto token = society.invite_token("Eve@example.com");
    CHECK_FALSE(response.body.contains(token));
    STRCMP_EQUAL("invite Eve@example.com", society.house
                                               .sql("SELECT letter || ' ' || recipient FROM outbox"
                                                    " WHERE invite_id IS NOT NULL")
                                               .c_str());
    STRCMP_EQUAL("7 days", society.house.sql("SELECT expires_at - created_at FROM invite").c_str());
}

TEST(invite, makes_an_older_one_void)
{
    invite("eve@example.com", "member", ann);
    const auto older = society.invite_token("eve@example.com");
    LONGS_EQUAL(200, invite("EVE@example.com", "member", ann).status);
    STRCMP_EQUAL("1", society.house.sql("SELECT count(*) FROM invite WHERE revoked_at IS NULL").c_str());
    const auto eve = society.person("eve@example.com");
    LONGS_EQUAL(400, society.post("/invites/accept", json({{"token", older}}), eve).status);
}

TEST(invite, lets_only_owners_invite_owners)
{
    society.join(acme, "bob@example.com", "admin");
    LONGS_EQUAL(403, invite("eve@example.com", "owner", bob).status);
    LONGS_EQUAL(200, invite("eve@example.com", "admin", bob).status);
    LONGS_EQUAL(200, invite("eve@example.com", "owner", ann).status);
}

TEST(invite, is_not_for_members)
{
    LONGS_EQUAL(409, invite("ANN@example.com", "member", ann).status);
    STRCMP_EQUAL("0", society.house.sql("SELECT count(*) FROM invite").c_str());
}

TEST(invite, is_for_a_plain_member_where_nothing_else_is_said)
{
    const auto response =
        society.post("/orgs/" + acme + "/invites", json({{"email", "eve@example.com"}}), ann);
    STRCMP_EQUAL("member", member(response, "role").c_str());
}
