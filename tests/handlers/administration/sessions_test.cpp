#include "tests/handlers/administration/desk.h"
#include "tests/handlers/orgs/society.h"

#include <algorithm>

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(session_sentences)
{
    test::Society society;
    test::House& house = society.house;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");

    std::string session_of(const char* email)
    {
        return house.sql("SELECT id FROM session WHERE account_id = '" + society.id(email) + "'");
    }
    bool lives(const std::string& access)
    {
        return house.get("shipfastai", "/me", access).status == 200;
    }
    std::string entries()
    {
        return house.sql("SELECT count(*) FROM audit WHERE event = 'session_revoke'");
    }
};

TEST(session_sentences, list_those_that_live)
{
    const auto said = administer(house, "session list ann@example.com", true);
    LONGS_EQUAL(0, said.exit);
    LONGS_EQUAL(1, std::ranges::count(said.out, '\n'));
    const std::string begin = R"({"session_id":")" + session_of("ann@example.com") + R"(","created_at":")";
    STRCMP_EQUAL(begin.c_str(), said.out.substr(0, begin.size()).c_str());
    house.sql("UPDATE session SET ended_at = now()");
    STRCMP_EQUAL("", administer(house, "session list ann@example.com").out.c_str());
}

TEST(session_sentences, end_one_or_all)
{
    const auto second = house.login("ann@example.com");
    const std::string id = session_of("ann@example.com");
    const auto one = administer(house, "session revoke ann@example.com --session " + id);
    LONGS_EQUAL(0, one.exit);
    STRCMP_EQUAL("ended 1\n", one.out.c_str());
    CHECK(lives(ann) != lives(second.access));
    STRCMP_EQUAL("{\"ended\":1}\n", administer(house, "session revoke ann@example.com", true).out.c_str());
    CHECK(!lives(ann) && !lives(second.access));
    CHECK(lives(bob));
    STRCMP_EQUAL("2", entries().c_str());
}

TEST(session_sentences, that_name_none_of_the_user_are_refused_and_end_nothing)
{
    const std::string gone = session_of("ann@example.com");
    LONGS_EQUAL(0, administer(house, "session revoke ann@example.com").exit);
    house.sql("DELETE FROM audit");
    const auto fresh = house.login("ann@example.com");
    for (const std::string& id : {std::string{"00000000-0000-4000-8000-000000000000"},
                                  std::string{"nonsense"}, session_of("bob@example.com"), gone})
    {
        const auto said = administer(house, "session revoke ann@example.com --session " + id);
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL("", said.out.c_str());
        STRCMP_EQUAL(("latchkey: ann@example.com has no living session " + id + "\n").c_str(),
                     said.err.c_str());
    }
    STRCMP_EQUAL("0", entries().c_str());
    CHECK(lives(fresh.access) && lives(bob));
}

// As of a script whose variable is empty: it must not mean all of them.
TEST(session_sentences, with_an_empty_id_are_misused)
{
    LONGS_EQUAL(2, administer(house, "session revoke --session  ann@example.com").exit);
    CHECK(lives(ann));
}

TEST(session_sentences, know_nobody_who_is_not_there)
{
    for (const char* verb : {"list", "revoke"}) {
        const auto said = administer(house, "session " + std::string{verb} + " ghost@example.com");
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL("latchkey: there is no user ghost@example.com\n", said.err.c_str());
    }
}

TEST(session_sentences, list_method_and_device)
{
    house.sql("UPDATE session SET user_agent = 'Mozilla/5.0 (Windows NT 10.0) Gecko/2 Firefox/128.0'");
    const auto said = administer(house, "session list ann@example.com");
    CHECK(said.out.starts_with(session_of("ann@example.com")));
    STRCMP_CONTAINS("  192.0.2.1  password  Firefox on Windows\n", said.out.c_str());
    const auto json = administer(house, "session list ann@example.com", true);
    STRCMP_CONTAINS(R"("device":"Firefox on Windows","method":"password","user_agent":"Mozilla)",
                    json.out.c_str());
}
