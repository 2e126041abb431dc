#include "tests/contracts/latchkey/org_people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_org_members)
{
    OrgPeople people;

    Answer put(const OrgPerson& who, const std::string& role, const OrgPerson& caller)
    {
        return post_to(at("/orgs/{org_id}/members", {people.org}), caller.access,
                       object({{"user_id", who.id}, {"role", role}}));
    }
    Answer remove(const OrgPerson& who, const OrgPerson& caller)
    {
        return delete_at(at("/orgs/{org_id}/members/{user_id}", {people.org, who.id}), caller.access);
    }
    Answer leave(const OrgPerson& who)
    {
        return delete_at(at("/orgs/{org_id}/members/me", {people.org}), who.access);
    }
};

TEST(latchkey_org_members, are_read_by_members_alone)
{
    for (const OrgPerson* reader : {&people.owner, &people.admin, &people.member}) {
        const Answer answer = get_from(at("/orgs/{org_id}/members", {people.org}), reader->access);
        expect_shape(answer, 200, "members:array");
        expect_sound(answer);
        LONGS_EQUAL(3, answer.json().view().find("members")->size());
    }
    expect_detail(get_from(at("/orgs/{org_id}/members", {people.org}), people.outsider.access), 404,
                  "Not found");
}

TEST(latchkey_org_members, are_managed_by_admins_and_owners_by_owners)
{
    expect_shape(put(people.outsider, "member", people.admin), 200,
                 "user_id:string email:string username:null full_name:null role:string joined_at:string");
    expect_detail(put(people.outsider, "owner", people.admin), 403, "Not enough permissions");
    expect_detail(put(people.owner, "member", people.admin), 403, "Not enough permissions");
    expect_detail(put(people.outsider, "admin", people.member), 403, "Not enough permissions");
    expect_detail(put(people.member, "admin", people.member), 403, "Not enough permissions");
    LONGS_EQUAL(200, put(people.outsider, "owner", people.owner).status);
    LONGS_EQUAL(200, put(people.owner, "member", people.outsider).status);
}

TEST(latchkey_org_members, are_removed_by_the_same)
{
    expect_detail(remove(people.admin, people.member), 403, "Not enough permissions");
    expect_detail(remove(people.member, people.outsider), 404, "Not found");
    expect_detail(remove(people.owner, people.admin), 403, "Not enough permissions");
    expect_detail(remove(people.outsider, people.owner), 404, "Not found");
    expect(remove(people.member, people.admin), 204, "");
    expect_detail(remove(people.member, people.admin), 404, "Not found");
    expect_detail(remove(people.owner, people.owner), 409, "An organization needs an owner");
}

TEST(latchkey_org_members, may_leave_but_for_the_last_owner)
{
    expect(leave(people.member), 204, "");
    expect_detail(leave(people.owner), 409, "An organization needs an owner");
    expect_detail(leave(people.outsider), 404, "Not found");
    LONGS_EQUAL(200, put(people.admin, "owner", people.owner).status);
    expect(leave(people.owner), 204, "");
}

TEST(latchkey_org_members, are_managed_by_the_sysadmin_too)
{
    const Sandbox& sandbox = Sandbox::shared();
    const std::string email = people.outsider.person.email;
    STRCMP_EQUAL(
        "admin",
        cli_member({"--json", "org", "add-member", people.org, email, "--role", "admin"}, "role").c_str());
    LONGS_EQUAL(200, get_from(at("/orgs/{org_id}/members", {people.org}), people.outsider.access).status);
    LONGS_EQUAL(0, sandbox.latchkey({"org", "remove-member", people.org, email}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"org", "remove-member", people.org, email}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"org", "remove-member", people.org, people.owner.person.email}).exit);
    LONGS_EQUAL(
        1,
        sandbox.latchkey({"org", "add-member", people.org, "nobody@example.com", "--role", "member"}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"org", "add-member", "no such", email, "--role", "member"}).exit);
    LONGS_EQUAL(2, sandbox.latchkey({"org", "add-member", people.org, email, "--role", "king"}).exit);
    LONGS_EQUAL(2, sandbox.latchkey({"org", "add-member", people.org, email}).exit);
}

TEST(latchkey_org_members, belong_to_organizations_the_sysadmin_makes_and_lists)
{
    const std::string name = fresh_org_name();
    const std::string id = cli_member({"--json", "org", "create", name}, "org_id");
    CHECK(is_uuid(id));
    LONGS_EQUAL(1, Sandbox::shared().latchkey({"org", "create", name}).exit);
    LONGS_EQUAL(1, Sandbox::shared().latchkey({"org", "create", "two\nlines"}).exit);
    STRCMP_CONTAINS((name + "  " + id).c_str(), Sandbox::shared().latchkey({"org", "list"}).out.c_str());
}
