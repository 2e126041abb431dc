#include "tests/handlers/administration/desk.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(role_sentences)
{
    test::Society society;
    test::House& house = society.house;
    std::string ann = society.person("ann@example.com");

    void done(const std::string& sentence)
    {
        const auto said = administer(house, sentence);
        LONGS_EQUAL_TEXT(0, said.exit, said.err.c_str());
        STRCMP_EQUAL(("ann@example.com  " + society.id("ann@example.com") + "  verified\n").c_str(),
                     said.out.c_str());
    }
    void has(const std::string& roles)
    {
        const std::string expected = "\"roles\":" + roles;
        STRCMP_CONTAINS(expected.c_str(), administer(house, "user show ann@example.com", true).out.c_str());
        STRCMP_CONTAINS(expected.c_str(), house.get("mechamental", "/me", ann).body.c_str());
    }
};

TEST(role_sentences, give_a_role_and_take_it_back)
{
    done("user grant ann@example.com --role support");
    done("user grant ann@example.com --role billing-2");
    done("user grant ann@example.com --role support");
    has(R"(["billing-2","support"])");
    done("user revoke ann@example.com --role support");
    has(R"(["billing-2"])");
    done("user revoke ann@example.com --role support");
    has(R"(["billing-2"])");
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM audit WHERE event = 'revoke_role'").c_str());
}

TEST(role_sentences, show_the_user_as_json)
{
    const auto said = administer(house, "user grant ann@example.com --role support", true);
    STRCMP_CONTAINS(R"("roles":["support"])", said.out.c_str());
}

TEST(role_sentences, want_a_role_that_is_a_word)
{
    for (const char* verb : {"grant", "revoke"})
        for (const char* words : {"", " --role", " --role Support", " --role 1st", " --role a.b"}) {
            const auto said =
                administer(house, "user " + std::string{verb} + " ann@example.com" + std::string{words});
            LONGS_EQUAL_TEXT(2, said.exit, words);
        }
    has("[]");
}

TEST(role_sentences, know_nobody_who_is_not_there)
{
    for (const char* verb : {"grant", "revoke"}) {
        const auto said =
            administer(house, "user " + std::string{verb} + " ghost@example.com --role support");
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL("latchkey: there is no user ghost@example.com\n", said.err.c_str());
    }
}
