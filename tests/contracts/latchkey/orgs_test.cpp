#include "tests/contracts/latchkey/org_people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_orgs)
{
    OrgPerson ann;
};

TEST(latchkey_orgs, are_made_by_anybody_who_is_signed_in)
{
    const std::string name = fresh_org_name();
    const Answer made = ask("POST", "/orgs", ann.access, object({{"name", name}}));
    expect_shape(made, 200, "org_id:string name:string role:string created_at:string");
    STRCMP_EQUAL("owner", made.text("role").c_str());
    expect_detail(ask("POST", "/orgs", ann.access, object({{"name", name}})), 409,
                  "Organization name already taken");
    expect_detail(ask("POST", "/orgs", "", object({{"name", name}})), 401, "Not authenticated");
}

TEST(latchkey_orgs, are_listed_for_their_members_only)
{
    const std::string name = fresh_org_name();
    LONGS_EQUAL(200, ask("POST", "/orgs", ann.access, object({{"name", name}})).status);
    CHECK(ask("GET", "/orgs", ann.access).body.contains("\"" + name + "\""));
    expect(ask("GET", "/orgs", OrgPerson{}.access), 200, R"({"orgs":[]})");
}

TEST(latchkey_orgs, answer_ids_that_are_none_as_missing_ones)
{
    for (const char* id :
         {"x", "%27", "%E9", "%FF", "%0A", "00000000-0000-4000-8000-000000000000", "{org_id}"}) {
        const Answer answer = get_from(at("/orgs/{org_id}/members", {id}), ann.access);
        CHECK_TEXT(answer.status == 404 || answer.status == 400 || answer.status == 422,
                   (std::string{id} + answer.body).c_str());
    }
}
