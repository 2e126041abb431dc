#include "handlers/orgs/invite_info.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(invite_info)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");

    http::Response info(const std::string& token)
    {
        auto asked = test::request("mechamental", "GET", "/invite-info");
        asked.query = "token=" + token;
        return society.house.send(asked);
    }
    void setup() override
    {
        society.post("/orgs/" + society.org("Acme", ann) + "/invites", json({{"email", "eve@example.com"}}),
                     ann);
    }
};

TEST(invite_info, tells_whom_it_is_for_and_spends_nothing)
{
    const auto token = society.invite_token("eve@example.com");
    for (int i = 0; i < 2; ++i)
        STRCMP_EQUAL(R"({"email":"eve@example.com","valid":true})", info(token).body.c_str());
}

TEST(invite_info, tells_nothing_of_one_that_is_not_good)
{
    const auto token = society.invite_token("eve@example.com");
    for (const char* change : {"used_at = now()", "revoked_at = now()", "expires_at = now()"}) {
        society.house.sql(
            "UPDATE invite SET used_at = NULL, revoked_at = NULL, expires_at = now() + interval '1 day'");
        society.house.sql("UPDATE invite SET " + std::string{change});
        STRCMP_EQUAL(R"({"email":"","valid":false})", info(token).body.c_str());
    }
    STRCMP_EQUAL(R"({"email":"","valid":false})", info("").body.c_str());
    STRCMP_EQUAL(R"({"email":"","valid":false})", info("nonsense").body.c_str());
}
