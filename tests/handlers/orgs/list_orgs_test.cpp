#include "handlers/orgs/list_orgs.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(list_orgs)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
};

TEST(list_orgs, names_only_those_of_the_caller_with_the_role_there)
{
    society.org("Zeta", bob);
    const auto acme = society.org("Acme", bob);
    society.org("Other", ann);
    society.join(acme, "ann@example.com", "admin");

    const auto body = http::parse_json(society.get("/orgs", ann).body);
    const auto orgs = body->view().find("orgs").value();
    LONGS_EQUAL(2, orgs.size());
    STRCMP_EQUAL("Acme", std::string{orgs.at(0).find("name")->text()}.c_str());
    STRCMP_EQUAL("admin", std::string{orgs.at(0).find("role")->text()}.c_str());
    STRCMP_EQUAL("owner", std::string{orgs.at(1).find("role")->text()}.c_str());
}

TEST(list_orgs, takes_one_round_trip)
{
    society.get("/orgs", ann);
    const auto before = society.house.service().pool.round_trips();
    LONGS_EQUAL(200, society.get("/orgs", ann).status);
    LONGS_EQUAL(1, society.house.service().pool.round_trips() - before);
}
