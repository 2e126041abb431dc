#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

#include "tests/harness/forged_tokens.h"

TEST_GROUP(mechamental_switch_org)
{
    Mount auth = mechamental();
    Resident resident{auth};
    std::string org;

    void setup() override
    {
        const Ran ran =
            Sandbox::shared().latchkey({"--json", "org", "create", "Org of " + resident.username});
        org = http::parse_json(ran.out)->view().find("org_id")->text();
    }
    int cli(const std::vector<std::string>& words)
    {
        return Sandbox::shared().latchkey(words).exit;
    }
    void join()
    {
        LONGS_EQUAL(0, cli({"org", "add-member", org, resident.person.email, "--role", "member"}));
    }
    Answer choose(const std::string& id)
    {
        return auth.post("/switch-org", object({{"org_id", id}}), resident.session.access);
    }
};

TEST(mechamental_switch_org, gives_a_token_that_names_the_organization)
{
    join();
    const Answer answer = choose(org);
    expect_shape(answer, 200, "access_token:string token_type:string expires_in:number org_id:string");
    STRCMP_EQUAL(org.c_str(), answer.text("org_id").c_str());
    const http::JsonTree claims = claims_of(answer.text("access_token"));
    STRCMP_EQUAL(org.c_str(), std::string{claims.view().find("org_id")->text()}.c_str());
    LONGS_EQUAL(200, auth.get("/me", answer.text("access_token")).status);
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", resident.session.refresh}})).status);
}

TEST(mechamental_switch_org, refuses_outsiders_as_if_there_were_none)
{
    for (const std::string& id :
         {org, std::string{"00000000-0000-4000-8000-000000000000"}, std::string{"nonsense"}})
        expect_envelope(choose(id), 403, "FORBIDDEN", R"({"required_permission":"organization:access"})");
    expect_envelope(auth.post("/switch-org", object({{"org_id", org}})), 401, "AUTHENTICATION_FAILED");
    LONGS_EQUAL(422, auth.post("/switch-org", "{}", resident.session.access).status);
}

TEST(mechamental_switch_org, is_undone_by_removal)
{
    join();
    const std::string token = choose(org).text("access_token");
    LONGS_EQUAL(0, cli({"org", "remove-member", org, resident.person.email}));
    expect_envelope(auth.get("/me", token), 401, "AUTHENTICATION_FAILED");
    LONGS_EQUAL(401, shipfastai().get("/me", token).status);
    LONGS_EQUAL(200, auth.get("/me", resident.session.access).status);
}

TEST(mechamental_switch_org, survives_no_tampering)
{
    join();
    const std::string token = with_claim(resident.session.access, "org_id", "\"" + org + "\"");
    LONGS_EQUAL(401, auth.get("/me", tampered(token)).status);
    LONGS_EQUAL(401, auth.get("/me", forged(R"({"alg":"none","typ":"JWT"})", "{}", "")).status);
}
