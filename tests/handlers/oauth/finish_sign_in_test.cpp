#include "handlers/oauth/finish_sign_in.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

using test::parameter;

TEST_GROUP(finish_sign_in)
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
    void refused_state(const http::Response& response)
    {
        refused(response, 400, "Invalid or expired state");
    }
    http::Response me(const http::Response& response)
    {
        return house.get("shipfastai", "/me", parameter(location(response), "access_token"));
    }
};

TEST(finish_sign_in, makes_an_account_and_opens_a_session)
{
    const auto response = abroad.sign_in("sub-1", "Ann@Example.com");
    arrived(response);
    STRCMP_EQUAL("no-referrer", test::header(response, "Referrer-Policy").c_str());
    STRCMP_EQUAL("no-store", test::header(response, "Cache-Control").c_str());
    STRCMP_EQUAL("", response.body.c_str());
    const auto user = me(response);
    LONGS_EQUAL(200, user.status);
    STRCMP_EQUAL("Ann@example.com", test::member(user, "email").c_str());
    STRCMP_EQUAL("Ann Example", test::member(user, "full_name").c_str());
    STRCMP_EQUAL("https://img.example/ann.png", test::member(user, "avatar_url").c_str());
    STRCMP_EQUAL("acme", test::member(user, "oauth_provider").c_str());
    STRCMP_EQUAL("fr", house.sql("SELECT locale FROM account").c_str());
    CHECK(user.body.contains("\"is_verified\":true"));
    const auto fresh =
        house.post("shipfastai", "/refresh",
                   test::json({{"refresh_token", parameter(location(response), "refresh_token")}}));
    LONGS_EQUAL(200, fresh.status);
    STRCMP_EQUAL("acme", house
                             .sql("SELECT detail FROM audit WHERE event = 'register' AND account_id ="
                                  " (SELECT id FROM account)")
                             .c_str());
    STRCMP_EQUAL("1", house
                          .sql("SELECT count(*) FROM audit WHERE event = 'oauth_login' AND result = 'ok' AND"
                               " account_id = (SELECT id FROM account)")
                          .c_str());
    STRCMP_EQUAL("0", abroad.count("outbox").c_str());
}

TEST(finish_sign_in, notes_the_provider_as_the_way_in)
{
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    STRCMP_EQUAL("oauth:acme", house.sql("SELECT method FROM session").c_str());
}

TEST(finish_sign_in, mails_the_owner_of_a_new_device)
{
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    STRCMP_EQUAL("0", abroad.count("outbox").c_str());
    house.sql("UPDATE known_device SET network = '198.51.100.7'");
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    STRCMP_EQUAL("new_device", house.sql("SELECT letter FROM outbox").c_str());
}

TEST(finish_sign_in, proves_the_code_with_secret_and_verifier)
{
    const auto trip = abroad.begin();
    abroad.vouch(trip, "sub-1", "ann@example.com");
    arrived(abroad.back(trip, "acme", "&code=a%2Bb%26c"));
    const std::string body = abroad.sink.bodies().at(1);
    CHECK(abroad.sink.requests().at(1).starts_with("POST /token "));
    CHECK(abroad.sink.requests().at(1).contains("\r\nAuthorization: Basic " + sys::base64("us:s3cret") +
                                                "\r\n"));
    STRCMP_EQUAL("authorization_code", parameter("?" + body, "grant_type").c_str());
    STRCMP_EQUAL("a+b&c", parameter("?" + body, "code").c_str());
    STRCMP_EQUAL("https://auth.example.com/api/auth/callback/acme",
                 parameter("?" + body, "redirect_uri").c_str());
    const std::string verifier = parameter("?" + body, "code_verifier");
    LONGS_EQUAL(43, verifier.size());
    STRCMP_EQUAL(trip.challenge.c_str(), sys::base64url(crypto::sha256(verifier)).c_str());
}

TEST(finish_sign_in, takes_a_state_once_and_from_the_browser_and_provider_it_was_made_for)
{
    const auto trip = abroad.begin();
    abroad.vouch(trip, "sub-1", "ann@example.com");
    const auto other = abroad.begin();
    auto foreign = trip;
    foreign.cookie = other.cookie;
    refused_state(abroad.back(foreign));
    foreign.cookie.clear();
    refused_state(abroad.back(foreign));
    foreign.cookie = trip.cookie + "; " + other.cookie;   // tossed by a neighbour
    refused_state(abroad.back(foreign));
    foreign.cookie = trip.cookie.substr(7);   // without __Host-
    refused_state(abroad.back(foreign));
    refused_state(abroad.back(trip, "github"));
    foreign = trip;
    foreign.state = std::string(43, 'A');
    refused_state(abroad.back(foreign));
    foreign.state = test::signing_key("x");
    refused_state(abroad.back(foreign));
    arrived(abroad.back(trip));
    house.sql("DELETE FROM session; DELETE FROM identity; DELETE FROM account");
    refused_state(abroad.back(trip));
    const auto old = abroad.begin();
    house.sql("UPDATE oauth_flow SET expires_at = now()");
    refused_state(abroad.back(old));
    LONGS_EQUAL(422, abroad.call("/callback/acme", "code=x", trip.cookie).status);
    LONGS_EQUAL(2, abroad.sink.requests().size() - 1);   // discovery; code and keys of the one that was good
}

TEST(finish_sign_in, gives_a_state_to_one_of_many)
{
    const auto trip = abroad.begin();
    abroad.vouch(trip, "sub-1", "ann@example.com");
    const auto answers = test::crowd(10, [&](int) { return abroad.back(trip); });
    LONGS_EQUAL(1, test::with_status(answers, 303));
    LONGS_EQUAL(9, test::with_status(answers, 400));
}

TEST(finish_sign_in, says_so_when_it_was_declined)
{
    const char* detail = "Sign-in was not completed";
    refused(abroad.back(abroad.begin(), "acme", "&error=access_denied"), 400, detail);
    refused(abroad.back(abroad.begin(), "acme", ""), 400, detail);
    refused(abroad.back(abroad.begin(), "acme", "&code=c&error=server_error"), 400, detail);
    abroad.sink.answer_at("/token", test::served(R"({"error":"invalid_grant"})", "application/json", 400));
    refused(abroad.back(abroad.begin()), 400, detail);
    abroad.know("42", "ann@example.com");
    abroad.sink.answer_at("/login/oauth/access_token", test::served(R"({"error":"bad_verification_code"})"));
    refused(abroad.back(abroad.begin("github"), "github"), 400, detail);
}

TEST(finish_sign_in, heeds_who_says_to_have_sent_the_browser_back)
{
    const auto with_iss = [&](const std::string& issuer) {
        const auto trip = abroad.begin();
        abroad.vouch(trip, "sub-1", "ann@example.com");
        return abroad.back(trip, "acme", "&code=c&iss=" + issuer);
    };
    refused(with_iss("https://evil.example"), 400, "Sign-in was not completed");
    refused(with_iss(""), 400, "Sign-in was not completed");
    arrived(with_iss(abroad.sink.url("")));
    auto trip = abroad.begin("github");
    abroad.know("42", "bob@example.com");
    LONGS_EQUAL(400, abroad.back(trip, "github", "&code=c&iss=" + abroad.sink.url("")).status);
    trip = abroad.begin("github");
    arrived(abroad.back(trip, "github", "&code=c&iss=" + abroad.sink.url("/login/oauth")));
}

TEST(finish_sign_in, demands_a_name_of_issuers_that_give_one)
{
    const std::string base = abroad.sink.url("");
    abroad.sink.answer_at(
        "/.well-known/openid-configuration",
        test::served(R"({"issuer":")" + base + R"(","authorization_endpoint":")" + base +
                     R"(/auth","token_endpoint":")" + base + R"(/token","jwks_uri":")" + base +
                     R"(/keys","authorization_response_iss_parameter_supported":true})"));
    const auto trip = abroad.begin();
    abroad.vouch(trip, "sub-1", "ann@example.com");
    refused(abroad.back(trip), 400, "Sign-in was not completed");
}

TEST(finish_sign_in, looks_again_for_a_key_it_does_not_know_but_not_at_once)
{
    arrived(abroad.sign_in("sub-1", "ann@example.com"));
    const auto rotated = test::ForeignKey::p256();
    const auto asked = [&] {
        long keys = 0;
        for (const auto& request : abroad.sink.requests()) keys += request.starts_with("GET /keys ");
        return keys;
    };
    LONGS_EQUAL(1, asked());
    const auto by_rotated = [&] {
        const auto trip = abroad.begin();
        const std::string now = std::to_string(house.now.load());
        abroad.sink.answer_at(
            "/token", test::served(R"({"access_token":"t","id_token":")" +
                                   rotated.token(R"({"alg":"ES256","kid":"k2"})",
                                                 R"({"iss":")" + abroad.sink.url("") +
                                                     R"(","aud":"us","sub":"sub-1","nonce":")" + trip.nonce +
                                                     R"(","email":"ann@example.com","iat":)" + now +
                                                     R"(,"exp":)" + now + "}") +
                                   "\"}"));
        return abroad.back(trip);
    };
    LONGS_EQUAL(502, by_rotated().status);
    LONGS_EQUAL(502, by_rotated().status);
    LONGS_EQUAL(2, asked());
    abroad.sink.answer_at("/keys", test::served(R"({"keys":[)" + rotated.jwk("k2") + "]}"));
    house.now += 60;
    arrived(by_rotated());
    LONGS_EQUAL(3, asked());
}

TEST(finish_sign_in, asks_for_user_info_where_the_token_says_no_address)
{
    const std::string base = abroad.sink.url("");
    abroad.sink.answer_at("/.well-known/openid-configuration",
                          test::served(R"({"issuer":")" + base + R"(","authorization_endpoint":")" + base +
                                       R"(/auth","token_endpoint":")" + base + R"(/token","jwks_uri":")" +
                                       base + R"(/keys","userinfo_endpoint":")" + base + R"(/me"})"));
    const auto with_info = [&](const std::string& info) {
        abroad.sink.answer_at("/me", test::served(info));
        const auto trip = abroad.begin();
        abroad.vouch_with(trip, R"("sub":"sub-1")");
        return abroad.back(trip);
    };
    refused(with_info(R"({"sub":"sub-2","email":"ann@example.com","email_verified":true})"), 502,
            "The OAuth provider did not answer as it should");
    refused(with_info(R"([])"), 502, "The OAuth provider did not answer as it should");
    arrived(with_info(R"({"sub":"sub-1","email":"ann@example.com","email_verified":true})"));
    CHECK(abroad.sink.requests().back().contains("\r\nAuthorization: Bearer provider-token\r\n"));
}

TEST(finish_sign_in, shows_and_keeps_no_token_of_the_provider)
{
    const auto response = abroad.sign_in("sub-1", "ann@example.com");
    const auto other = abroad.begin("github");
    abroad.know("42", "bob@example.com");
    const auto second = abroad.back(other, "github");
    for (const char* secret : {"provider-token", "gho_token", "s3cret", "g1ven-code"}) {
        CHECK(!location(response).contains(secret));
        CHECK(!location(second).contains(secret));
        CHECK(!house.log().contains(secret));
        for (const char* table : {"account", "identity", "session", "audit", "oauth_flow"})
            STRCMP_EQUAL("0", house
                                  .sql(std::string{"SELECT count(*) FROM "} + table +
                                       " t WHERE t::text LIKE '%" + secret + "%'")
                                  .c_str());
    }
}

TEST(finish_sign_in, sends_a_browser_that_comes_in_vain_to_a_page_that_says_why)
{
    const auto shown = [&](const test::Trip& trip, const char* more) {
        auto asked = test::request("shipfastai latchkey", "GET", "/callback/acme");
        asked.query = "state=" + trip.state + more;
        asked.cookie = trip.cookie;
        asked.accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
        const auto response = house.send(asked);
        LONGS_EQUAL_TEXT(303, response.status, response.body.c_str());
        STRCMP_EQUAL("", test::header(response, "Set-Cookie").c_str());
        return location(response);
    };
    const std::string page = "https://www.example.com/auth/callback?error=";
    STRCMP_EQUAL((page + "declined").c_str(), shown(abroad.begin(), "&error=access_denied").c_str());
    STRCMP_EQUAL((page + "provider_failed").c_str(), shown(abroad.begin(), "&code=x").c_str());
    test::Trip other = abroad.begin();
    other.cookie = "__Host-oauth=x";
    STRCMP_EQUAL((page + "bad_state").c_str(), shown(other, "&code=x").c_str());
    STRCMP_EQUAL("0", abroad.count("session").c_str());
}
