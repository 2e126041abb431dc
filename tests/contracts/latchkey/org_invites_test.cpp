#include "tests/contracts/latchkey/org_people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_org_invites)
{
    OrgPeople people;
    std::string email = people.outsider.person.email;

    Answer invite(const OrgPerson& caller, const std::string& role = "member")
    {
        return post_to(at("/orgs/{org_id}/invites", {people.org}), caller.access,
                       object({{"email", email}, {"role", role}}));
    }
    Answer list(const OrgPerson& caller)
    {
        return get_from(at("/orgs/{org_id}/invites", {people.org}), caller.access);
    }
    Answer revoke(const std::string& id, const OrgPerson& caller)
    {
        return delete_at(at("/orgs/{org_id}/invites/{id}", {people.org, id}), caller.access);
    }
    std::string token()
    {
        return Sandbox::shared().mailbox().wait_for_subject(email, "You are invited").token();
    }
    Answer accept(const std::string& token, const OrgPerson& caller)
    {
        return ask("POST", "/invites/accept", caller.access, object({{"token", token}}));
    }
};

TEST(latchkey_org_invites, are_mailed_by_admins_and_accepted_once)
{
    const Answer made = invite(people.admin);
    expect_shape(made, 200,
                 "id:string org_id:string email:string role:string created_at:string expires_at:string");
    const std::string secret = token();
    CHECK_FALSE(made.body.contains(secret));
    const Answer joined = accept(secret, people.outsider);
    expect_shape(joined, 200, "org_id:string name:string role:string created_at:string");
    STRCMP_EQUAL(people.org.c_str(), joined.text("org_id").c_str());
    LONGS_EQUAL(200, get_from(at("/orgs/{org_id}/members", {people.org}), people.outsider.access).status);
    expect_detail(accept(secret, people.outsider), 400, "Invalid or expired invite");
}

TEST(latchkey_org_invites, name_the_organization_in_the_letter)
{
    LONGS_EQUAL(200, invite(people.owner).status);
    const Mail letter = Sandbox::shared().mailbox().wait_for_subject(email, "You are invited");
    STRCMP_CONTAINS("\"Organization ", letter.text().c_str());
    STRCMP_CONTAINS("https://app.example.com/invite?token=", letter.text().c_str());
}

TEST(latchkey_org_invites, are_nothing_for_members_and_outsiders)
{
    expect_detail(invite(people.member), 403, "Not enough permissions");
    expect_detail(invite(people.outsider), 404, "Not found");
    expect_detail(invite(people.admin, "owner"), 403, "Not enough permissions");
    expect_detail(list(people.member), 403, "Not enough permissions");
    expect_detail(list(people.outsider), 404, "Not found");
    const std::string id = invite(people.owner, "owner").text("id");
    expect_detail(revoke(id, people.member), 403, "Not enough permissions");
    expect_detail(revoke(id, people.outsider), 404, "Not found");
    for (const OrgPerson* reader : {&people.owner, &people.admin})
        LONGS_EQUAL(1, list(*reader).json().view().find("invites")->size());
}

TEST(latchkey_org_invites, are_void_once_revoked)
{
    const std::string id = invite(people.admin).text("id");
    const std::string secret = token();
    expect(revoke(id, people.admin), 204, "");
    expect_detail(revoke(id, people.admin), 404, "Not found");
    expect_detail(accept(secret, people.outsider), 400, "Invalid or expired invite");
    expect(list(people.owner), 200, R"({"invites":[]})");
}

TEST(latchkey_org_invites, are_for_one_verified_address)
{
    LONGS_EQUAL(200, invite(people.owner).status);
    const std::string secret = token();
    expect_detail(accept(secret, OrgPerson{}), 400, "Invalid or expired invite");
    Sandbox::shared().sql("UPDATE account SET verified_at = NULL WHERE email = '" + email + "'");
    expect_detail(accept(secret, people.outsider), 403, "Email not verified");
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "verify", email}).exit);
    LONGS_EQUAL(200, accept(secret, people.outsider).status);
}

TEST(latchkey_org_invites, succeed_once_of_fifty_at_once)
{
    LONGS_EQUAL(200, invite(people.owner).status);
    const std::string body = object({{"token", token()}});
    int won = 0;
    for (const Answer& answer : at_once(
             Sandbox::shared().base(), 50,
             {"POST", "/api/auth/invites/accept", body, {"Authorization: Bearer " + people.outsider.access}}))
    {
        CHECK_TEXT(answer.status == 200 || answer.status == 400 || answer.status == 409, answer.body.c_str());
        won += answer.status == 200;
    }
    LONGS_EQUAL(1, won);
}

TEST(latchkey_org_invites, are_made_listed_and_revoked_by_the_sysadmin)
{
    const Sandbox& sandbox = Sandbox::shared();
    const std::vector<std::string> words{"--json", "invite", "create", "--email", email, "--org", people.org};
    const Ran ran = sandbox.latchkey(words);
    STRCMP_EQUAL(
        "id:string email:string org_id:string role:string created_at:number expires_at:number token:string",
        shape(http::parse_json(ran.out)->view()).c_str());
    const std::string id{http::parse_json(ran.out)->view().find("id")->text()};
    STRCMP_CONTAINS(id.c_str(), sandbox.latchkey({"invite", "list", "--org", people.org}).out.c_str());
    LONGS_EQUAL(0, sandbox.latchkey({"invite", "revoke", id}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"invite", "revoke", id}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"invite", "create", "--email", "nonsense"}).exit);
    LONGS_EQUAL(1, sandbox.latchkey({"invite", "create", "--email", email, "--org", "no such"}).exit);
    LONGS_EQUAL(
        1, sandbox.latchkey({"invite", "create", "--email", people.member.person.email, "--org", people.org})
               .exit);
    LONGS_EQUAL(2, sandbox.latchkey({"invite", "create", "--org", people.org}).exit);
}
