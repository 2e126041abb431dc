#include "handlers/oauth/start_linking.h"

#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

using test::parameter;

TEST_GROUP(start_linking)
{
    test::Abroad abroad;
    test::House& house = abroad.house;
    std::string ann;

    void setup() override
    {
        house.enrol("ann@example.com", test::good_password, true);
        ann = house.login("ann@example.com").access;
    }
    http::Response ask(const std::string& bearer, const std::string& provider = "acme") const
    {
        auto asked =
            test::request("shipfastai latchkey", "POST", "/identities", test::json({{"provider", provider}}));
        if (!bearer.empty()) asked.authorization = "Bearer " + bearer;
        return house.send(asked);
    }
    test::Trip begin(const std::string& bearer) const
    {
        test::Trip trip;
        trip.response = ask(bearer);
        const std::string url = test::member(trip.response, "authorization_url");
        const std::string set = test::header(trip.response, "Set-Cookie");
        trip.cookie = set.substr(0, set.find(';'));
        trip.state = parameter(url, "state");
        trip.nonce = parameter(url, "nonce");
        return trip;
    }
    http::Response come_back(const test::Trip& trip, const std::string& sub, const std::string& email,
                             bool verified = true)
    {
        abroad.vouch(trip, sub, email, verified);
        return abroad.back(trip);
    }
    std::string owner(const std::string& sub)
    {
        return house.sql(
            "SELECT email FROM account WHERE id = (SELECT account_id FROM identity WHERE subject = '" + sub +
            "')");
    }
};

TEST(start_linking, links_who_comes_back_to_the_account_that_asked_and_signs_nobody_in)
{
    const std::string sessions = abroad.count("session");
    const auto back = come_back(begin(ann), "sub-1", "other@example.net", false);
    LONGS_EQUAL_TEXT(303, back.status, back.body.c_str());
    STRCMP_EQUAL("https://www.example.com/account", test::header(back, "Location").c_str());
    STRCMP_EQUAL("", test::header(back, "Set-Cookie").c_str());
    STRCMP_EQUAL("ann@example.com", owner("sub-1").c_str());
    STRCMP_EQUAL(sessions.c_str(), abroad.count("session").c_str());
    STRCMP_EQUAL("1", abroad.count("account").c_str());
    STRCMP_EQUAL("1", abroad.count("outbox WHERE letter = 'identity_linked'").c_str());
    LONGS_EQUAL(303, come_back(begin(ann), "sub-1", "other@example.net").status);   // once more: no harm
    STRCMP_EQUAL("1", abroad.count("identity").c_str());
}

TEST(start_linking, takes_no_identity_from_another_account)
{
    LONGS_EQUAL(303, abroad.sign_in("sub-1", "bob@example.com").status);
    const auto back = come_back(begin(ann), "sub-1", "bob@example.com");
    LONGS_EQUAL(409, back.status);
    STRCMP_EQUAL(R"({"detail":"Another account is signed in to with this one"})", back.body.c_str());
    STRCMP_EQUAL("bob@example.com", owner("sub-1").c_str());
    STRCMP_EQUAL("1",
                 abroad.count("audit WHERE event = 'oauth_login' AND result = 'others_identity'").c_str());
}

TEST(start_linking, is_void_once_the_session_that_began_it_has_ended)
{
    const auto trip = begin(ann);
    house.sql("UPDATE session SET ended_at = now()");
    LONGS_EQUAL(400, come_back(trip, "sub-1", "ann@example.com").status);
    const auto later = begin(house.login("ann@example.com").access);
    house.sql("UPDATE account SET sessions_since = now() + interval '1 second'");   // a new password
    LONGS_EQUAL(400, come_back(later, "sub-1", "ann@example.com").status);
    STRCMP_EQUAL("0", abroad.count("identity").c_str());
}

TEST(start_linking, is_held_to_the_browser_that_began_it)
{
    auto trip = begin(ann);
    trip.cookie = abroad.begin().cookie;
    LONGS_EQUAL(400, come_back(trip, "sub-1", "ann@example.com").status);
    STRCMP_EQUAL("0", abroad.count("identity").c_str());
}

TEST(start_linking, is_for_those_who_signed_in_and_providers_there_are)
{
    LONGS_EQUAL(401, ask("").status);
    LONGS_EQUAL(400, ask(ann, "nobody").status);
}

TEST(start_linking, waits_for_postgres_twice)
{
    abroad.begin();   // so that the provider is known
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, ask(ann).status);
    LONGS_EQUAL(2, house.service().pool.round_trips() - before);
}
