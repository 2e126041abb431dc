#include "tests/contracts/oauth_world.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_identities)
{
    Mount auth = world().auth();   // latchkey's rows stand beside shipfastai's
    std::string email = fresh_email();
    std::string access =
        parameter(world().sign_in(auth, "acme", email).header("location").value_or(""), "access_token");

    Answer removed(const std::string& id)
    {
        return auth.send({"DELETE", "/identities/" + id, {}, {"Authorization: Bearer " + access}});
    }
    std::string only_id()
    {
        const Answer answer = auth.get("/identities", access);
        const auto json = answer.json();
        const auto list = json.view().find("identities");
        LONGS_EQUAL(1, list->size());
        return std::string{list->at(0).find("id")->text()};
    }
};

TEST(latchkey_identities, are_listed_for_their_owner)
{
    const Answer answer = auth.get("/identities", access);
    expect_shape(answer, 200, "identities:array");
    const auto json = answer.json();
    const auto first = json.view().find("identities")->at(0);
    STRCMP_EQUAL("id:string provider:string email:string created_at:string last_used_at:string",
                 shape(first).c_str());
    STRCMP_EQUAL(email.c_str(), std::string{first.find("email")->text()}.c_str());
    expect_detail(auth.get("/identities"), 401, "Not authenticated");
}

TEST(latchkey_identities, are_removed_but_never_the_last_way_in)
{
    const std::string id = only_id();
    expect_detail(removed(id), 409, "An account needs a way to sign in");
    const Person person{email, "a password of her own"};
    LONGS_EQUAL(200, auth.post("/forgot-password", object({{"email", email}})).status);
    LONGS_EQUAL(200, auth.post("/reset-password",
                               object({{"token", world().sandbox().mailbox().wait_for(email).token()},
                                       {"new_password", person.password}}))
                         .status);
    access = signed_in(auth, person).access;
    LONGS_EQUAL(404, removed("x").status);
    expect_detail(auth.send({"DELETE", "/identities/x"}), 401, "Not authenticated");
    LONGS_EQUAL(204, removed(id).status);
    expect(auth.get("/identities", access), 200, R"({"identities":[]})");
}

TEST(latchkey_identities, are_named_where_a_page_offers_them)
{
    expect(auth.get("/config"), 200,
           R"({"registration":"open","password_min_length":8,"oauth_providers":["github","acme","ellipse"],)"
           R"("api_keys":true})");
}

TEST(latchkey_identities, are_added_from_inside_a_session)
{
    Mount browser = world().auth();
    LONGS_EQUAL(200, browser.post("/session", verified(world().sandbox()).credentials()).status);
    const std::string body = object({{"provider", "ellipse"}});
    expect_detail(browser.send({"POST", "/identities", body, {"Origin: https://evil.example"}}), 403,
                  "Cross-site request refused");
    expect_detail(auth.post("/identities", body), 401, "Not authenticated");
    const Answer begun = browser.post("/identities", body);
    expect_shape(begun, 200, "authorization_url:string");
    const Answer back = browser.get(world().consent(begun.text("authorization_url"), fresh_email()));
    LONGS_EQUAL(303, back.status);
    CHECK(back.header("location").value_or("").ends_with("/account"));
    const auto json = browser.get("/identities").json();
    const auto list = json.view().find("identities");
    LONGS_EQUAL(1, list->size());
    STRCMP_EQUAL("ellipse", std::string{list->at(0).find("provider")->text()}.c_str());
}

TEST(latchkey_identities, of_another_account_stay_there)
{
    Mount browser = world().auth();
    LONGS_EQUAL(200, browser.post("/session", verified(world().sandbox()).credentials()).status);
    const Answer begun = browser.post("/identities", object({{"provider", "acme"}}));
    const std::string way_back = world().consent(begun.text("authorization_url"), email);   // hers
    const Answer back = browser.send({"GET", way_back, {}, {"Accept: text/html,*/*"}});
    LONGS_EQUAL(303, back.status);
    CHECK(back.header("location").value_or("").ends_with("/auth/callback?error=others_identity"));
    expect(browser.get("/identities"), 200, R"({"identities":[]})");
    LONGS_EQUAL(200, auth.get("/me", access).status);
}
