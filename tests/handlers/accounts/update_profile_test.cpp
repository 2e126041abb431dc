#include "handlers/accounts/update_profile.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(update_profile)
{
    test::House house;
    std::string ann;

    void setup() override
    {
        house.enrol("ann@example.com");
        ann = house.login("ann@example.com").access;
    }
    http::Response update(const std::string& body)
    {
        return update(body, ann);
    }
    http::Response update(const std::string& body, const std::string& token)
    {
        auto asked = test::request("mechamental", "PUT", "/me/profile", body);
        asked.authorization = "Bearer " + token;
        return house.send(asked);
    }
    std::string column(const std::string& name)
    {
        return house.sql("SELECT " + name + " FROM account WHERE email = 'ann@example.com'");
    }
};

TEST(update_profile, changes_what_came_and_leaves_the_rest)
{
    LONGS_EQUAL(200, update(R"({"bio":"one","locale":"de","preferences":{"a":[1,{"b":null}]}})").status);
    const auto response = update(R"({"bio":"two","timezone":"Europe/Vienna"})");
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("two", member(response, "bio").c_str());
    STRCMP_EQUAL("de", member(response, "locale").c_str());
    STRCMP_EQUAL("Europe/Vienna", member(response, "timezone").c_str());
    CHECK(response.body.contains(R"("preferences":{"a":[1,{"b":null}]})"));
    CHECK(response.body.contains(R"("has_password":true)"));
}

TEST(update_profile, clears_what_came_as_null)
{
    update(R"({"bio":"one","full_name":"Ann","preferences":{"a":1},"default_workspace_id":"w"})");
    const auto response =
        update(R"({"bio":null,"full_name":null,"preferences":null,"default_workspace_id":null})");
    CHECK(response.body.contains(R"("bio":null)"));
    CHECK(response.body.contains(R"("full_name":null)"));
    CHECK(response.body.contains(R"("preferences":{})"));
    CHECK(response.body.contains(R"("default_workspace_id":null)"));
}

TEST(update_profile, ignores_what_nobody_may_set)
{
    const auto before = column("(email, verified_at, disabled_at, password_hash, id, subscription_tier)");
    LONGS_EQUAL(200, update(R"({"user_id":"00000000-0000-4000-8000-000000000000","email":"eve@example.com",
        "roles":["admin"],"is_active":false,"is_verified":true,"auth_provider":"x","has_password":false,
        "password_hash":"x","subscription_tier":"pro","id":"x","verified_at":"now"})")
                         .status);
    STRCMP_EQUAL(before.c_str(),
                 column("(email, verified_at, disabled_at, password_hash, id, subscription_tier)").c_str());
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM account_role").c_str());
}

TEST(update_profile, moves_updated_at_only_with_a_change)
{
    const auto before = column("updated_at");
    LONGS_EQUAL(200, update("{}").status);
    LONGS_EQUAL(200, update("").status);
    STRCMP_EQUAL(before.c_str(), column("updated_at").c_str());
    LONGS_EQUAL(200, update(R"({"bio":"x"})").status);
    STRCMP_EQUAL("t", column("updated_at > '" + before + "'").c_str());
}

TEST(update_profile, takes_a_username_nobody_else_has_in_any_case)
{
    house.enrol("bob@example.com");
    const auto bob = house.login("bob@example.com").access;
    LONGS_EQUAL(200, update(R"({"username":"Annie"})").status);
    LONGS_EQUAL(409, update(R"({"username":"aNNIE"})", bob).status);
    LONGS_EQUAL(200, update(R"({"username":"annie"})").status);
    STRCMP_EQUAL("annie", column("username").c_str());
}

TEST(update_profile, gives_a_name_to_one_of_many_at_the_same_moment)
{
    std::vector<std::string> tokens;
    for (int i = 0; i < 10; ++i) {
        const auto email = "p" + std::to_string(i) + "@example.com";
        house.enrol(email);
        tokens.push_back(house.login(email).access);
    }
    const auto responses =
        test::crowd(10, [&](int i) { return update(R"({"username":"wanted"})", tokens[std::size_t(i)]); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(9, test::with_status(responses, 409));
}

TEST(update_profile, lets_nobody_be_named_like_another_address)
{
    house.enrol("bob@example.com");
    LONGS_EQUAL(409, update(R"({"username":"bob@example.com"})").status);
    LONGS_EQUAL(409, update(R"({"username":"nobody@example.com"})").status);
    LONGS_EQUAL(200, update(R"({"username":"annie"})").status);
    LONGS_EQUAL(200, update(R"({"username":"ANN@example.com"})").status);
    STRCMP_EQUAL("", column("username").c_str());
}

TEST(update_profile, takes_objects_of_up_to_16_kilobytes)
{
    const auto object = [](std::size_t bytes) {
        return R"({"settings":{"x":")" + std::string(bytes - 8, 'y') + R"("}})";
    };
    LONGS_EQUAL(200, update(object(16 * 1024)).status);
    LONGS_EQUAL(422, update(object(16 * 1024 + 1)).status);
    for (const char* value : {"[]", "\"x\"", "1", "true"})
        LONGS_EQUAL(422, update(R"({"settings":)" + std::string{value} + "}").status);
}

TEST(update_profile, takes_text_that_looks_like_sql)
{
    const char* odd = R"(Robert'); DROP TABLE account;-- \u00e9 \ud83d\ude00 \\ %s $1)";
    const auto response = update(R"({"bio":")" + std::string{odd} + R"("})");
    LONGS_EQUAL(200, response.status);
    CHECK(member(response, "bio").starts_with("Robert'); DROP TABLE account;--"));
    LONGS_EQUAL(422, update(R"({"bio":"\u0000"})").status);
}
