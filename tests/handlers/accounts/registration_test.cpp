// Who may register, by REGISTRATION and by invite.
#include "handlers/accounts/registration.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/orgs/society.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(registration)
{
    test::Society society;
    test::House& house = society.house;
    std::string ann = society.person("ann@example.com");
    std::string acme = society.org("Acme", ann);

    std::string invite(const std::string& email)
    {
        society.post("/orgs/" + acme + "/invites", json({{"email", email}, {"role", "admin"}}), ann);
        return society.invite_token(email);
    }
    static http::Response sign_up(test::House & at, const std::string& email, const std::string& name,
                                  const std::string& token)
    {
        return at.post("mechamental", "/register",
                       json({{"email", email},
                             {"username", name},
                             {"password", test::good_password},
                             {"invite_token", token}}));
    }
};

TEST(registration, joins_the_organization_of_the_invite)
{
    const auto response = sign_up(house, "EVE@example.com", "eve", invite("eve@example.com"));
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("admin", society.role(acme, "eve@example.com").c_str());
    CHECK(response.body.contains(R"("is_verified":false)"));
    STRCMP_EQUAL("t", house.sql("SELECT used_at IS NOT NULL FROM invite").c_str());
}

TEST(registration, spends_an_invite_once_of_fifty_at_the_same_moment)
{
    const auto token = invite("eve@example.com");
    const auto responses = test::crowd(
        50, [&](int i) { return sign_up(house, "eve@example.com", "eve" + std::to_string(i), token); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(0, test::with_status(responses, 503));
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM account WHERE email_key = 'eve@example.com'").c_str());
    STRCMP_EQUAL("2", house.sql("SELECT count(*) FROM membership").c_str());
}

TEST(registration, spends_an_invite_once_of_those_who_found_it_open)
{
    const auto token = invite("eve@example.com");
    const auto responses = test::crowd_behind(house, "UPDATE invite SET role = role", [&](int i) {
        return sign_up(house, "eve@example.com", "eve" + std::to_string(i), token);
    });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(5, test::with_status(responses, 403));
}

TEST(registration, takes_no_invite_of_another_address_and_makes_no_account)
{
    const auto token = invite("eve@example.com");
    const auto response = sign_up(house, "mallory@example.com", "mallory", token);
    LONGS_EQUAL(403, response.status);
    LONGS_EQUAL(403, sign_up(house, "eve@example.com", "eve", "nonsense").status);
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM account").c_str());
    LONGS_EQUAL(200, sign_up(house, "eve@example.com", "eve", token).status);
}

TEST(registration, leaves_the_invite_unspent_when_the_name_is_taken)
{
    const auto token = invite("eve@example.com");
    LONGS_EQUAL(200, sign_up(house, "bob@example.com", "Taken", "").status);
    LONGS_EQUAL(409, sign_up(house, "eve@example.com", "taken", token).status);
    LONGS_EQUAL(200, sign_up(house, "eve@example.com", "free", token).status);
}

TEST(registration, may_need_an_invite_whatever_the_contract)
{
    test::House invited{{{"REGISTRATION", "invite"}}};
    const auto token = invite("eve@example.com");
    const auto response = sign_up(invited, "bob@example.com", "bob", "");
    LONGS_EQUAL(403, response.status);
    STRCMP_EQUAL("FORBIDDEN", member(response, "error").c_str());
    for (const char* contract : {"shipfastai", "hydracore"})
        LONGS_EQUAL(403, invited
                             .post(contract, "/register",
                                   json({{"email", "bob@example.com"}, {"password", test::good_password}}))
                             .status);
    LONGS_EQUAL(200, sign_up(invited, "eve@example.com", "eve", token).status);
}

TEST(registration, may_be_closed_to_everyone)
{
    test::House closed{{{"REGISTRATION", "closed"}}};
    LONGS_EQUAL(403, sign_up(closed, "eve@example.com", "eve", invite("eve@example.com")).status);
    STRCMP_EQUAL(R"({"allow_registration":false})", closed.get("mechamental", "/config").body.c_str());
}

TEST(registration, takes_two_round_trips_with_an_invite_too)
{
    sign_up(house, "bob@example.com", "bob", "");
    for (const std::string& token : {std::string{}, invite("eve@example.com")}) {
        const auto before = house.service().pool.round_trips();
        const auto email = token.empty() ? "cat@example.com" : "eve@example.com";
        LONGS_EQUAL(200, sign_up(house, email, email[0] == 'c' ? "cat" : "eve", token).status);
        CHECK(house.service().pool.round_trips() - before <= 2);
    }
}
