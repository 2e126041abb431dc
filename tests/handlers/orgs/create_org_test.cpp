#include "handlers/orgs/create_org.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(create_org)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
};

TEST(create_org, makes_the_caller_its_owner)
{
    const auto response = society.post("/orgs", json({{"name", "Acme"}}), ann);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("Acme", member(response, "name").c_str());
    STRCMP_EQUAL("owner", society.role(member(response, "org_id"), "ann@example.com").c_str());
}

TEST(create_org, refuses_a_name_that_is_taken_in_any_case)
{
    society.org("Acme", ann);
    LONGS_EQUAL(409, society.post("/orgs", json({{"name", "ACME"}}), ann).status);
    STRCMP_EQUAL("1", society.house.sql("SELECT count(*) FROM org").c_str());
}

TEST(create_org, takes_names_of_one_line)
{
    for (const char* name : {"", " Acme", "Acme ", "Ac\nme", "Ac\rBcc: eve@example.com"})
        LONGS_EQUAL(422, society.post("/orgs", json({{"name", name}}), ann).status);
    LONGS_EQUAL(200, society.post("/orgs", json({{"name", std::string(100, 'x')}}), ann).status);
    LONGS_EQUAL(422, society.post("/orgs", json({{"name", std::string(101, 'x')}}), ann).status);
}

TEST(create_org, asks_who_is_calling)
{
    LONGS_EQUAL(401, society.post("/orgs", json({{"name", "Acme"}}), "nonsense").status);
    STRCMP_EQUAL("0", society.house.sql("SELECT count(*) FROM org").c_str());
}
