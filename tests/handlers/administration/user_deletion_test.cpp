#include "tests/handlers/administration/desk.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(user_deletion)
{
    test::Society society;
    test::House& house = society.house;
    std::string ann = society.person("ann@example.com");
    std::string id = society.id("ann@example.com");

    test::Said remove(const std::string& who = "ann@example.com", bool json = false)
    {
        return administer(house, "user delete " + who + " --yes", json);
    }
    std::string count(const std::string& table)
    {
        return house.sql("SELECT count(*) FROM " + table);
    }
};

TEST(user_deletion, wants_to_be_meant)
{
    const auto said = administer(house, "user delete ann@example.com");
    LONGS_EQUAL(2, said.exit);
    STRCMP_CONTAINS("--yes", said.err.c_str());
    STRCMP_EQUAL("1", count("account").c_str());
}

TEST(user_deletion, ends_sessions_at_once)
{
    const auto tokens = house.login("ann@example.com");
    const auto said = remove();
    LONGS_EQUAL(0, said.exit);
    STRCMP_EQUAL(("ann@example.com  " + id + "  deleted\n").c_str(), said.out.c_str());
    LONGS_EQUAL(401, house.get("shipfastai", "/me", tokens.access).status);
    LONGS_EQUAL(401,
                house.post("shipfastai", "/refresh", test::json({{"refresh_token", tokens.refresh}})).status);
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
}

TEST(user_deletion, takes_along_all_that_hangs_on_the_account)
{
    house.post("shipfastai", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    house.sql(
        "INSERT INTO outbox (letter, recipient) VALUES ('password_changed', 'ANN@example.com');"
        "INSERT INTO api_key (account_id, exchange, kid, api_key, secret, last_four)"
        " SELECT id, 'x', 'k', 'x', 'x', '' FROM account;"
        "INSERT INTO kyc (account_id, status) SELECT id, 'approved' FROM account;"
        "INSERT INTO kyc_event (id, account_id, status, event_time)"
        " SELECT 'e', id, 'approved', now() FROM account;"
        "INSERT INTO account_role (account_id, role) SELECT id, 'support' FROM account");
    LONGS_EQUAL(0, remove().exit);
    for (const char* table : {"account", "session", "challenge", "outbox", "api_key", "kyc", "kyc_event",
                              "account_role", "membership", "known_device"})
        STRCMP_EQUAL("0", count(table).c_str());
}

// A table that a later migration adds must hang on the account too, or say why not here.
TEST(user_deletion, is_stopped_by_no_table)
{
    STRCMP_EQUAL("", house
                         .sql("SELECT string_agg(conrelid::regclass::text, ' ') FROM pg_constraint"
                              " WHERE contype = 'f' AND confrelid = 'account'::regclass"
                              " AND confdeltype NOT IN ('c', 'n')")
                         .c_str());
}

TEST(user_deletion, leaves_others_alone_and_frees_the_address)
{
    const auto bob = society.person("bob@example.com");
    LONGS_EQUAL(0, remove().exit);
    LONGS_EQUAL(200, house.get("shipfastai", "/me", bob).status);
    house.enrol("ann@example.com");
    CHECK(!house.login("ann@example.com").access.empty());
    CHECK(society.id("ann@example.com") != id);
}

TEST(user_deletion, is_noted_under_an_id_that_stays)
{
    LONGS_EQUAL(0, remove(id, true).exit);
    STRCMP_EQUAL("cli local", house
                                  .sql("SELECT actor || ' ' || address FROM audit WHERE event = 'delete_user'"
                                       " AND result = 'ok' AND account_id = '" +
                                       id + "'")
                                  .c_str());
}

TEST(user_deletion, leaves_no_organization_without_an_owner)
{
    const auto acme = society.org("Acme", ann);
    society.person("bob@example.com");
    society.join(acme, "bob@example.com", "admin");
    const auto said = remove();
    LONGS_EQUAL(1, said.exit);
    STRCMP_EQUAL(
        "latchkey: ann@example.com is the last owner of Acme; give it another one first: "
        "latchkey org add-member 'Acme' EMAIL --role owner\n",
        said.err.c_str());
    LONGS_EQUAL(200, house.get("shipfastai", "/me", ann).status);
    LONGS_EQUAL(0, administer(house, "org add-member Acme bob@example.com --role owner").exit);
    LONGS_EQUAL(0, remove().exit);
    STRCMP_EQUAL("owner", society.role(acme, "bob@example.com").c_str());
    STRCMP_EQUAL("1", count("membership").c_str());
}

TEST(user_deletion, of_all_owners_at_once_leaves_one)
{
    const auto acme = society.org("Acme", ann);
    for (const char* name : {"b", "c", "d", "e", "f"}) {
        society.person(name + std::string{"@example.com"});
        society.join(acme, name + std::string{"@example.com"}, "owner");
    }
    const std::vector<std::string> owners{"ann@example.com", "b@example.com", "c@example.com",
                                          "d@example.com",   "e@example.com", "f@example.com"};
    const auto said = test::crowd_behind(house, "SELECT org_id FROM membership FOR UPDATE",
                                         [&](int i) { return remove(owners[std::size_t(i)]); });
    LONGS_EQUAL(5, std::ranges::count(said, 0, &test::Said::exit));
    STRCMP_EQUAL("1", count("membership WHERE role = 'owner'").c_str());
}

TEST(user_deletion, knows_nobody_who_is_not_there)
{
    STRCMP_EQUAL("latchkey: there is no user ghost@example.com\n", remove("ghost@example.com").err.c_str());
    LONGS_EQUAL(0, remove().exit);
    LONGS_EQUAL(1, remove().exit);
}
