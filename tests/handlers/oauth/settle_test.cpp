#include "handlers/oauth/settle.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

using test::parameter;

TEST_GROUP(settle)
{
    test::Abroad abroad;
    test::House& house = abroad.house;

    static std::string location(const http::Response& response)
    {
        return test::header(response, "Location");
    }
    static void arrived(const http::Response& response)
    {
        LONGS_EQUAL_TEXT(303, response.status, response.body.c_str());
        CHECK(location(response).starts_with("https://www.example.com/auth/callback?access_token="));
    }
    // Refused so, with no cookie, no account and no identity.
    void refused(const http::Response& response, int status, const char* detail)
    {
        LONGS_EQUAL_TEXT(status, response.status, response.body.c_str());
        STRCMP_EQUAL((R"({"detail":")" + std::string{detail} + "\"}").c_str(), response.body.c_str());
        STRCMP_EQUAL("", test::header(response, "Set-Cookie").c_str());
        STRCMP_EQUAL("", location(response).c_str());
        STRCMP_EQUAL("0", abroad.count("identity").c_str());
        STRCMP_EQUAL("0", abroad.count("session").c_str());
    }
    http::Response me(const http::Response& response)
    {
        return house.get("shipfastai", "/me", parameter(location(response), "access_token"));
    }
};

TEST(settle, knows_a_person_again_by_subject_whatever_their_address_has_become)
{
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    const std::string account = house.sql("SELECT id FROM account");
    const auto again = abroad.sign_in("sub-1", "renamed@example.com");
    STRCMP_EQUAL(account.c_str(), test::member(me(again), "id").c_str());
    arrived(abroad.sign_in("sub-1", "unproven@example.com", false));
    STRCMP_EQUAL("1", abroad.count("account").c_str());
    STRCMP_EQUAL("ann@example.com", house.sql("SELECT email FROM account").c_str());
}

TEST(settle, keeps_subjects_of_different_issuers_apart)
{
    arrived(abroad.sign_in("7", "ann@example.com"));
    house.service().sign_in[1].issuer = abroad.sink.url("/hub");
    const auto trip = abroad.begin("github");
    abroad.know("7", "bob@example.com");
    for (const char* path : {"/login/oauth/access_token", "/api/v3/user", "/api/v3/user/emails"}) {
        abroad.sink.answer_at(
            std::string{"/hub"} + path,
            test::served(std::string{path}.ends_with("emails")
                             ? R"([{"email":"bob@example.com","primary":true,"verified":true}])"
                             : R"({"access_token":"t","id":7})"));
    }
    const auto response = abroad.back(trip, "github");
    STRCMP_EQUAL("bob@example.com", test::member(me(response), "email").c_str());
    STRCMP_EQUAL("2", abroad.count("account").c_str());
}

TEST(settle, links_an_account_whose_address_both_sides_verified)
{
    house.enrol("ann@example.com", test::good_password, true);
    const std::string before = house.login("ann@example.com").access;
    const auto response = abroad.sign_in("sub-1", "ANN@example.com");
    arrived(response);
    STRCMP_EQUAL("1", abroad.count("account").c_str());
    LONGS_EQUAL(200, house.get("shipfastai", "/me", before).status);
    CHECK(!house.login("ann@example.com").access.empty());
    STRCMP_EQUAL("ann@example.com fr",
                 house.sql("SELECT recipient || ' ' || language FROM outbox WHERE letter = 'identity_linked'")
                     .c_str());
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM outbox WHERE letter = 'identity_linked'").c_str());
    STRCMP_EQUAL("1", house
                          .sql("SELECT count(*) FROM audit WHERE event = 'identity_linked' AND account_id = "
                               "(SELECT id FROM account)")
                          .c_str());
}

TEST(settle, hands_an_unverified_account_to_the_owner_of_its_address_without_what_its_maker_left)
{
    house.enrol("ann@example.com");   // by whoever
    const auto left = house.login("ann@example.com");
    house.post("shipfastai", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    const std::string reset = house.mailed_token("ann@example.com", "reset_password");
    const std::string code = house.mailed_code("ann@example.com", "verify_email");
    house.sql("UPDATE account SET username = 'mallory', bio = 'mine', phone = '1', locale = 'es'");
    house.sql("UPDATE known_device SET device = 'of a stranger'");
    const auto response = abroad.sign_in("sub-1", "ann@example.com");
    arrived(response);
    STRCMP_EQUAL("1", abroad.count("account").c_str());
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    LONGS_EQUAL(401, house.get("shipfastai", "/me", left.access).status);
    LONGS_EQUAL(401,
                house.post("shipfastai", "/refresh", test::json({{"refresh_token", left.refresh}})).status);
    LONGS_EQUAL(400, house
                         .post("shipfastai", "/reset-password",
                               test::json({{"token", reset}, {"new_password", "another good one"}}))
                         .status);
    const auto spent =
        house.post("hydracore", "/verify-email", test::json({{"email", "ann@example.com"}, {"code", code}}));
    LONGS_EQUAL(400, spent.status);
    STRCMP_EQUAL("t",
                 house.sql("SELECT username IS NULL AND bio IS NULL AND phone IS NULL FROM account").c_str());
    STRCMP_EQUAL("fr", house.sql("SELECT locale FROM account").c_str());
    STRCMP_EQUAL("0", abroad.count("known_device WHERE device = 'of a stranger'").c_str());
    LONGS_EQUAL(200, me(response).status);
    STRCMP_EQUAL("Ann Example", test::member(me(response), "full_name").c_str());
    STRCMP_EQUAL("1",
                 house
                     .sql("SELECT count(*) FROM audit WHERE event = 'account_taken_over' AND account_id ="
                          " (SELECT id FROM account)")
                     .c_str());
}

TEST(settle, links_nothing_on_an_address_the_provider_has_not_verified)
{
    house.enrol("ann@example.com", test::good_password, true);
    const char* detail = "The OAuth provider knows no verified email address";
    refused(abroad.sign_in("sub-1", "ann@example.com", false), 403, detail);
    refused(abroad.sign_in("sub-1", "new@example.com", false), 403, detail);
    for (const char* claims :
         {R"("sub":"s","email":"ann@example.com")", R"("sub":"s","email":null,"email_verified":true)",
          R"("sub":"s","email":"ann@example.com","email_verified":"true")",
          R"("sub":"s","email":"ann@example.com","email_verified":1)",
          R"("sub":"s","email":["ann@example.com"],"email_verified":true)",
          R"("sub":"s","email":"no address","email_verified":true)", R"("sub":"s")"})
    {
        const auto trip = abroad.begin();
        abroad.vouch_with(trip, claims);
        refused(abroad.back(trip), 403, detail);
    }
    STRCMP_EQUAL("1", abroad.count("account").c_str());
}

TEST(settle, refuses_disabled_accounts)
{
    house.enrol("ann@example.com", test::good_password, true);
    house.sql("UPDATE account SET disabled_at = now()");
    refused(abroad.sign_in("sub-1", "ann@example.com"), 403, "Account is inactive");
    house.sql("UPDATE account SET disabled_at = NULL");
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    house.sql("UPDATE account SET disabled_at = now(); DELETE FROM session");
    const auto response = abroad.sign_in("sub-1", "ann@example.com");
    LONGS_EQUAL(403, response.status);
    STRCMP_EQUAL("0", abroad.count("session").c_str());
    STRCMP_EQUAL(
        "account_disabled",
        house.sql("SELECT result FROM audit WHERE event = 'oauth_login' ORDER BY at DESC LIMIT 1").c_str());
}

TEST(settle, makes_one_account_of_two_arrivals_at_once)
{
    for (int round = 0; round < 5; ++round) {
        house.sql("DELETE FROM account");
        abroad.know("42", "ann@example.com");
        const auto first = abroad.begin("github");
        const auto second = abroad.begin("github");
        const auto answers =
            test::crowd(2, [&](int i) { return abroad.back(i == 0 ? first : second, "github"); });
        LONGS_EQUAL(2, test::with_status(answers, 303));
        STRCMP_EQUAL("1", abroad.count("account").c_str());
    }
}

TEST(settle, honours_that_registration_is_closed)
{
    test::Abroad closed{{{"REGISTRATION", "closed"}}};
    const auto response = closed.sign_in("sub-1", "ann@example.com");
    LONGS_EQUAL(403, response.status);
    STRCMP_EQUAL(R"({"detail":"Registration is closed"})", response.body.c_str());
    STRCMP_EQUAL("0", closed.count("account").c_str());
    house.enrol("ann@example.com", test::good_password, true);
    LONGS_EQUAL(303, closed.sign_in("sub-1", "ann@example.com").status);
}

TEST(settle, honours_invites)
{
    test::Abroad invited{{{"REGISTRATION", "invite"}}};
    const std::string token(43, 'i');
    house.sql("INSERT INTO org (name) VALUES ('acme')");
    house.sql(
        "INSERT INTO invite (org_id, email, role, kid, seed, token_digest, expires_at) SELECT id,"
        " 'ann@example.com', 'admin', 'first', '', '\\x" +
        sys::hex(crypto::sha256(token)) + "', now() + interval '1 day' FROM org");
    const auto with = [&](const std::string& query, const std::string& email) {
        const auto trip = invited.begin("acme", query);
        invited.vouch(trip, "sub-" + email, email);
        return invited.back(trip);
    };
    LONGS_EQUAL(403, with("", "ann@example.com").status);
    LONGS_EQUAL(400, with("invite_token=" + std::string(43, 'x'), "ann@example.com").status);
    LONGS_EQUAL(400, with("invite_token=" + token, "bob@example.com").status);
    STRCMP_EQUAL("0", invited.count("account").c_str());
    LONGS_EQUAL(303, with("invite_token=" + token, "Ann@example.com").status);
    STRCMP_EQUAL("admin", house.sql("SELECT role FROM membership").c_str());
    LONGS_EQUAL(400, with("invite_token=" + token, "carol@example.com").status);
}

TEST(settle, leaves_accounts_without_a_password_that_can_set_one)
{
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    STRCMP_EQUAL("", house.login("ann@example.com", "").access.c_str());
    house.post("shipfastai", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    const std::string token = house.mailed_token("ann@example.com", "reset_password");
    LONGS_EQUAL(200, house
                         .post("shipfastai", "/reset-password",
                               test::json({{"token", token}, {"new_password", test::good_password}}))
                         .status);
    CHECK(!house.login("ann@example.com").access.empty());
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
}
