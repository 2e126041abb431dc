#include "handlers/oauth/remove_identity.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(remove_identity)
{
    test::Abroad abroad;
    test::House& house = abroad.house;

    http::Response removed(const std::string& id, const std::string& access) const
    {
        auto asked = test::request("latchkey", "DELETE", "/identities/" + id);
        asked.content_type.clear();
        asked.authorization = "Bearer " + access;
        return abroad.house.send(asked);
    }
    std::string access_of(const std::string& sub, const std::string& email)
    {
        return test::parameter(test::header(abroad.sign_in(sub, email), "Location"), "access_token");
    }
    std::string only(const std::string& provider)
    {
        return house.sql("SELECT id FROM identity WHERE provider = '" + provider + "'");
    }
    void add_github()
    {
        const auto trip = abroad.begin("github");
        abroad.know("42", "ann@example.com");
        LONGS_EQUAL(303, abroad.back(trip, "github").status);
    }
};

TEST(remove_identity, never_takes_the_last_way_in)
{
    const std::string access = access_of("sub-1", "ann@example.com");
    const auto refused = removed(only("acme"), access);
    LONGS_EQUAL(409, refused.status);
    STRCMP_EQUAL(R"({"detail":"An account needs a way to sign in"})", refused.body.c_str());
    STRCMP_EQUAL("1", abroad.count("identity").c_str());
}

TEST(remove_identity, takes_one_of_two)
{
    const std::string access = access_of("sub-1", "ann@example.com");
    add_github();
    LONGS_EQUAL(204, removed(only("acme"), access).status);
    STRCMP_EQUAL("github", house.sql("SELECT provider FROM identity").c_str());
    LONGS_EQUAL(409, removed(only("github"), access).status);
    STRCMP_EQUAL("acme", house
                             .sql("SELECT detail FROM audit WHERE event = 'identity_removed' AND account_id ="
                                  " (SELECT id FROM account)")
                             .c_str());
}

TEST(remove_identity, takes_the_only_one_of_an_account_with_a_password)
{
    house.enrol("ann@example.com", test::good_password, true);
    const std::string access = access_of("sub-1", "ann@example.com");
    LONGS_EQUAL(204, removed(only("acme"), access).status);
    STRCMP_EQUAL("0", abroad.count("identity").c_str());
    CHECK(house.get("shipfastai", "/me", access).body.contains(R"("oauth_provider":null)"));
}

TEST(remove_identity, leaves_one_of_two_that_go_at_once)
{
    const std::string access = access_of("sub-1", "ann@example.com");
    add_github();
    const std::string ids[] = {only("acme"), only("github")};
    // Held, so that neither is gone before both were looked at.
    house.sql("BEGIN");
    house.sql("SELECT id FROM identity FOR UPDATE");
    http::Response answers[2];
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < 2; ++i) callers.emplace_back([&, i] { answers[i] = removed(ids[i], access); });
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
        house.sql("COMMIT");
    }
    LONGS_EQUAL(1, test::with_status(answers, 204));
    LONGS_EQUAL(1, test::with_status(answers, 409));
    STRCMP_EQUAL("1", abroad.count("identity").c_str());
}

TEST(remove_identity, finds_nobody_elses_and_no_nonsense)
{
    access_of("sub-1", "ann@example.com");
    const std::string id = only("acme");
    house.enrol("bob@example.com");
    const std::string bob = house.login("bob@example.com").access;
    for (const std::string& other : {id, std::string{"x"}, std::string(36, '0')})
        LONGS_EQUAL(404, removed(other, bob).status);
    LONGS_EQUAL(401, removed(id, "").status);
    STRCMP_EQUAL("1", abroad.count("identity").c_str());
}
