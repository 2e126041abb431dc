#include "handlers/oauth/start_sign_in.h"

#include "tests/handlers/crowd.h"
#include "tests/handlers/oauth/abroad.h"

#include <CppUTest/TestHarness.h>

using test::parameter;

TEST_GROUP(start_sign_in)
{
    test::Abroad abroad;
};

TEST(start_sign_in, sends_the_browser_to_the_provider)
{
    const auto trip = abroad.begin();
    LONGS_EQUAL(200, trip.response.status);
    const std::string url = test::member(trip.response, "authorization_url");
    CHECK(url.starts_with(abroad.sink.url("/auth?")));
    STRCMP_EQUAL("code", parameter(url, "response_type").c_str());
    STRCMP_EQUAL("us", parameter(url, "client_id").c_str());
    STRCMP_EQUAL("https://auth.example.com/api/auth/callback/acme", parameter(url, "redirect_uri").c_str());
    STRCMP_EQUAL("openid email profile", parameter(url, "scope").c_str());
    STRCMP_EQUAL("S256", parameter(url, "code_challenge_method").c_str());
    STRCMP_EQUAL(trip.state.c_str(), parameter(url, "state").c_str());
    for (const char* secret : {"state", "code_challenge", "nonce"})
        LONGS_EQUAL(43, parameter(url, secret).size());
    CHECK(!url.contains("s3cret"));
}

TEST(start_sign_in, waits_for_postgres_once)
{
    const auto before = abroad.house.service().pool.round_trips();
    LONGS_EQUAL(200, abroad.begin().response.status);
    LONGS_EQUAL(1, abroad.house.service().pool.round_trips() - before);
}

TEST(start_sign_in, knows_github_without_asking_it)
{
    const auto trip = abroad.begin("github");
    const std::string url = test::member(trip.response, "authorization_url");
    CHECK(url.starts_with(abroad.sink.url("/login/oauth/authorize?")));
    STRCMP_EQUAL("read:user user:email", parameter(url, "scope").c_str());
    STRCMP_EQUAL("", parameter(url, "nonce").c_str());
    LONGS_EQUAL(43, parameter(url, "code_challenge").size());
    LONGS_EQUAL(0, abroad.sink.requests().size());
}

TEST(start_sign_in, binds_the_browser_by_a_cookie)
{
    const auto trip = abroad.begin();
    const std::string set = test::header(trip.response, "Set-Cookie");
    CHECK(trip.cookie.starts_with("__Host-oauth="));
    CHECK(set.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"));
    CHECK(!trip.response.body.contains(trip.cookie.substr(trip.cookie.find('=') + 1)));
    STRCMP_EQUAL(trip.cookie.c_str(), abroad.begin("acme", {}, trip.cookie).cookie.c_str());   // another tab
    for (const char* forged : {"__Host-oauth=short",
                               "oauth="
                               "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
        CHECK(!abroad.begin("acme", {}, forged)
                   .cookie.contains(std::string{forged}.substr(std::string{forged}.find('='))));
}

TEST(start_sign_in, names_the_cookie_as_browsers_demand_where_there_is_no_tls)
{
    const test::Abroad plain{{{"COOKIE_SECURE", "off"}}};
    const auto trip = plain.begin();
    CHECK(trip.cookie.starts_with("oauth="));
    STRCMP_EQUAL(trip.cookie.c_str(), plain.begin("acme", {}, trip.cookie).cookie.c_str());
}

TEST(start_sign_in, draws_everything_anew_each_time)
{
    const auto first = abroad.begin();
    const auto second = abroad.begin("acme", {}, first.cookie);
    CHECK(first.state != second.state);
    CHECK(first.nonce != second.nonce);
    CHECK(first.challenge != second.challenge);
}

TEST(start_sign_in, stores_no_secret)
{
    const auto trip = abroad.begin();
    const std::string stored = abroad.house.sql("SELECT string_agg(f::text, ',') FROM oauth_flow f");
    CHECK(stored.contains(",acme,"));
    CHECK(!stored.contains(trip.state));
    CHECK(!stored.contains(trip.cookie.substr(trip.cookie.find('=') + 1)));
    CHECK(!stored.contains(trip.nonce));
}

TEST(start_sign_in, asks_an_issuer_about_itself_once)
{
    for (int i = 0; i < 3; ++i) LONGS_EQUAL(200, abroad.begin().response.status);
    LONGS_EQUAL(1, abroad.sink.requests().size());
}

TEST(start_sign_in, refuses_providers_nobody_configured)
{
    for (const char* provider : {"google", "facebook", "ACME", "acme%00", "..", "x"}) {
        const auto response = abroad.call(std::string{"/oauth/"} + provider, {}, {});
        LONGS_EQUAL(400, response.status);
        STRCMP_EQUAL(R"({"detail":"OAuth provider not available"})", response.body.c_str());
        LONGS_EQUAL(400, abroad.call(std::string{"/callback/"} + provider, "state=x&code=y", {}).status);
    }
    STRCMP_EQUAL("0", abroad.count("oauth_flow").c_str());
}

TEST(start_sign_in, refuses_an_issuer_that_is_not_what_it_should_be)
{
    for (const std::string& document :
         {test::served("[]"), test::served(R"({"issuer":"https://evil.example"})"),
          test::served("{", "text/html"), test::served("{}", "application/json", 500),
          std::string{"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"}})
    {
        abroad.sink.answer_at("/.well-known/openid-configuration", document);
        const auto response = abroad.call("/oauth/acme", {}, {});
        LONGS_EQUAL(502, response.status);
        STRCMP_EQUAL(R"({"detail":"The OAuth provider did not answer as it should"})", response.body.c_str());
        STRCMP_EQUAL("", test::header(response, "Set-Cookie").c_str());
    }
    CHECK(abroad.house.log().contains("its discovery document names another issuer"));
}

TEST(start_sign_in, leaves_threads_and_connections_to_others_while_an_issuer_keeps_silent)
{
    const test::Abroad narrow{{{"DATABASE_POOL", "1"}, {"THREADS", "9"}, {"HASH_QUEUE", "2"}}};
    const_cast<net_test::HttpsSink&>(narrow.sink).say_nothing();
    const auto answers = test::crowd(6, [&](int i) {
        if (i > 0) return narrow.call("/oauth/acme", {}, {});
        std::this_thread::sleep_for(std::chrono::seconds{1});
        return narrow.call("/oauth/github", {}, {});
    });
    LONGS_EQUAL(200, answers[0].status);
    LONGS_EQUAL(2, test::with_status(answers, 503));   // three places
    LONGS_EQUAL(3, test::with_status(answers, 502));
    for (const auto& answer : answers)
        if (answer.status == 503) STRCMP_EQUAL("5", test::header(answer, "Retry-After").c_str());
}

TEST(start_sign_in, is_limited_by_network)
{
    test::Abroad counted{{{"RATE_LIMITS", "on"}}};
    for (int i = 0; i < 100; ++i) LONGS_EQUAL(200, counted.begin("github").response.status);
    LONGS_EQUAL(429, counted.begin("github").response.status);
    LONGS_EQUAL(429, counted.call("/callback/github", "state=x&code=y", {}).status);
}
