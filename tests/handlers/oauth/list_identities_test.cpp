#include "handlers/oauth/list_identities.h"

#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(list_identities)
{
    test::Abroad abroad;

    std::string listed(const http::Response& arrival)
    {
        const auto response = abroad.house.get(
            "latchkey", "/identities", test::parameter(test::header(arrival, "Location"), "access_token"));
        LONGS_EQUAL(200, response.status);
        const auto json = http::parse_json(response.body);
        std::string text;
        const auto list = json->view().find("identities");
        for (auto item = list->first(); item; item = item->next())
            text += std::string{item->find("provider")->text()} + ":" +
                    std::string{item->find("email")->text()} + " ";
        return text;
    }
};

TEST(list_identities, tells_of_the_callers_own_oldest_first)
{
    const auto ann = abroad.sign_in("sub-1", "ann@example.com");
    STRCMP_EQUAL("acme:ann@example.com ", listed(ann).c_str());
    const auto trip = abroad.begin("github");
    abroad.know("42", "ann@example.com");
    STRCMP_EQUAL("acme:ann@example.com github:ann@example.com ", listed(abroad.back(trip, "github")).c_str());
    const auto bob = abroad.sign_in("sub-2", "bob@example.com");
    STRCMP_EQUAL("acme:bob@example.com ", listed(bob).c_str());
    STRCMP_EQUAL("acme",
                 abroad.house.sql("SELECT provider FROM identity ORDER BY created_at LIMIT 1").c_str());
}

TEST(list_identities, tells_nobody_else)
{
    abroad.sign_in("sub-1", "ann@example.com");
    LONGS_EQUAL(401, abroad.house.get("latchkey", "/identities").status);
    abroad.house.enrol("bob@example.com");
    const auto response =
        abroad.house.get("latchkey", "/identities", abroad.house.login("bob@example.com").access);
    STRCMP_EQUAL(R"({"identities":[]})", response.body.c_str());
}
