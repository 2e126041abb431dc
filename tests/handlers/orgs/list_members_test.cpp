#include "handlers/orgs/list_members.h"

#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(list_members)
{
    test::Society society;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);
};

TEST(list_members, names_owners_first)
{
    society.join(acme, "bob@example.com", "member");
    const auto response = society.get("/orgs/" + acme + "/members", bob);
    LONGS_EQUAL(200, response.status);
    const auto body = http::parse_json(response.body);
    const auto members = body->view().find("members").value();
    LONGS_EQUAL(2, members.size());
    STRCMP_EQUAL("ann@example.com", std::string{members.at(0).find("email")->text()}.c_str());
    STRCMP_EQUAL("member", std::string{members.at(1).find("role")->text()}.c_str());
}

TEST(list_members, answers_outsiders_as_if_there_were_no_such_organization)
{
    const auto outside = society.get("/orgs/" + acme + "/members", bob);
    LONGS_EQUAL(404, outside.status);
    for (const char* id : {"00000000-0000-4000-8000-000000000000", "nonsense", "'", "%", "\xc3\xa9"}) {
        const auto missing = society.get("/orgs/" + std::string{id} + "/members", bob);
        LONGS_EQUAL(404, missing.status);
        STRCMP_EQUAL(outside.body.c_str(), missing.body.c_str());
    }
}

TEST(list_members, takes_one_round_trip)
{
    society.get("/orgs/" + acme + "/members", ann);
    const auto before = society.house.service().pool.round_trips();
    LONGS_EQUAL(200, society.get("/orgs/" + acme + "/members", ann).status);
    LONGS_EQUAL(1, society.house.service().pool.round_trips() - before);
}
