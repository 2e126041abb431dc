#include <algorithm>

#include "tests/handlers/administration/desk.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(audit_sentence)
{
    test::Society society;
    test::House& house = society.house;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");

    test::Said read(const std::string& words, bool json = false)
    {
        auto said = administer(house, "audit" + words, json);
        LONGS_EQUAL_TEXT(0, said.exit, said.err.c_str());
        return said;
    }
    static long lines(const test::Said& said)
    {
        return std::ranges::count(said.out, '\n');
    }
    // An entry of that age, as the table has it.
    void entry(const std::string& age)
    {
        house.sql(
            "INSERT INTO audit (at, event, result, actor, address, detail)"
            " VALUES (now() - interval '" +
            age + "', 'login', 'ok', 'self', '192.0.2.1', '" + age + "')");
    }
    std::string kept(const std::string& age)
    {
        return house.sql("SELECT count(*) FROM audit WHERE detail = '" + age + "'");
    }
};

TEST(audit_sentence, shows_the_latest_first)
{
    house.sql("DELETE FROM audit");
    house.login("ann@example.com");
    house.login("ann@example.com", "another horse battery");
    const auto said = read("");
    LONGS_EQUAL(2, lines(said));
    CHECK(said.out.find("wrong_credentials") < said.out.find("  ok  "));
    LONGS_EQUAL(1, lines(read(" --last 1")));
    STRCMP_CONTAINS("wrong_credentials", read(" --last 1").out.c_str());
}

TEST(audit_sentence, shows_who_what_whence_and_in_which_session)
{
    house.sql("DELETE FROM audit");
    house.login("ann@example.com");
    const auto id = society.id("ann@example.com");
    const auto session = house.sql("SELECT id FROM session ORDER BY created_at DESC LIMIT 1");
    const auto said = read("", true);
    STRCMP_CONTAINS((R"("event":"login","result":"ok","user_id":")" + id + R"(","session_id":")" + session +
                     R"(","actor":"self","address":"192.0.2.1","detail":""})")
                        .c_str(),
                    said.out.c_str());
}

TEST(audit_sentence, shows_those_of_one_user_by_address_or_id)
{
    house.sql("DELETE FROM audit");
    house.login("ann@example.com");
    house.login("bob@example.com");
    for (const std::string& who : {std::string{"ANN@example.com"}, society.id("ann@example.com")}) {
        LONGS_EQUAL(1, lines(read(" --user " + who)));
        STRCMP_CONTAINS(society.id("ann@example.com").c_str(), read(" --user " + who).out.c_str());
    }
}

TEST(audit_sentence, shows_those_of_a_deleted_user_by_id)
{
    std::string id = society.id("ann@example.com");
    LONGS_EQUAL(0, administer(house, "user delete ann@example.com --yes").exit);
    STRCMP_CONTAINS("delete_user", read(" --user " + id).out.c_str());
    std::ranges::transform(id, id.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    STRCMP_CONTAINS("delete_user", read(" --user " + id).out.c_str());
}

TEST(audit_sentence, knows_nobody_who_was_never_there)
{
    for (const char* who : {"ghost@example.com", "00000000-0000-4000-8000-000000000000", "';--"}) {
        const auto said = administer(house, "audit --user " + std::string{who});
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL(("latchkey: there is no user " + std::string{who} + "\n").c_str(), said.err.c_str());
    }
}

TEST(audit_sentence, takes_a_positive_number_of_entries)
{
    for (const char* most : {"0", "-1", "all", "1x"})
        LONGS_EQUAL_TEXT(2, administer(house, "audit --last " + std::string{most}).exit, most);
}

TEST(audit_sentence, is_kept_by_the_month_as_long_as_the_configuration_says)
{
    house.sql("SELECT turn_audit_months(now() - interval '1 year')");
    CHECK(std::stoi(house.sql("SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit'::regclass")) >= 3);
    STRCMP_EQUAL("f", house.sql("SELECT EXISTS (SELECT FROM audit_rest)").c_str());
    for (const char* age : {"1 day", "80 days", "200 days"}) entry(age);

    test::House keeps_100_days{{{"AUDIT_DAYS", "100"}}};
    LONGS_EQUAL(0, administer(keeps_100_days, "cleanup").exit);
    STRCMP_EQUAL("1", kept("1 day").c_str());
    STRCMP_EQUAL("1", kept("80 days").c_str());
    STRCMP_EQUAL("0", kept("200 days").c_str());
}

// Of a month that has passed: the whole table goes, and the one that follows stays.
TEST(audit_sentence, loses_a_month_once_all_of_it_is_too_old)
{
    house.sql(
        "CREATE TABLE audit_2020_01 PARTITION OF audit FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')");
    house.sql(
        "INSERT INTO audit (at, event, result, actor, address, detail)"
        " VALUES ('2020-01-15', 'login', 'ok', 'self', '', 'old')");
    STRCMP_EQUAL("audit_2020_01",
                 house.sql("SELECT tableoid::regclass FROM audit WHERE detail = 'old'").c_str());
    LONGS_EQUAL(0, administer(house, "cleanup").exit);
    STRCMP_EQUAL("", house.sql("SELECT to_regclass('audit_2020_01')").c_str());
    STRCMP_EQUAL(house.sql("SELECT 'audit_' || to_char(now(), 'YYYY_MM')").c_str(),
                 house.sql("SELECT tableoid::regclass FROM audit ORDER BY at DESC LIMIT 1").c_str());
}
