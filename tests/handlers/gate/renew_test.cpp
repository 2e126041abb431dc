#include "handlers/gate/renew.h"

#include "fcgi/http/fields.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::header;

TEST_GROUP(renew)
{
    test::House house;

    void setup() override
    {
        house.enrol("ann@example.com");
    }

    http::Response ask(const std::string& refresh, const std::string& back) const
    {
        auto asked = test::request("latchkey", "GET", "/session/renew");
        asked.query = "return=" + http::percent_encoded(back);
        asked.cookie = "__Secure-latchkey-refresh=" + refresh;
        return house.send(asked);
    }
    // Of the one session, by the database's clock when it was renewed; 30 days, unless a second passed
    // meanwhile.
    std::string seconds_left()
    {
        return house.sql(
            "SELECT floor(extract(epoch FROM expires_at)) - floor(extract(epoch FROM rotated_at)) FROM "
            "session");
    }
    static std::string cookies(const http::Response& answer)
    {
        std::string text;
        for (const auto& [name, value] : answer.headers)
            if (name == "Set-Cookie")
                text += value.substr(0, value.find('=')) + value.substr(value.find(';')) + "\n";
        return text;
    }
};

TEST(renew, gives_a_browser_new_cookies_and_sends_it_back)
{
    const auto answer = ask(house.login("ann@example.com").refresh, "https://auth.example.com/app?a=1");
    LONGS_EQUAL(303, answer.status);
    STRCMP_EQUAL("https://auth.example.com/app?a=1", header(answer, "Location").c_str());
    STRCMP_EQUAL(("__Host-latchkey; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure\n"
                  "__Secure-latchkey-refresh; Path=/api/auth; Max-Age=" +
                  seconds_left() + "; HttpOnly; SameSite=Lax; Secure\n")
                     .c_str(),
                 cookies(answer).c_str());
}

TEST(renew, lets_no_cookie_outlive_its_session_where_the_databases_clock_is_ahead)
{
    house.now -= 5;
    const auto answer = ask(house.login("ann@example.com").refresh, "/app");
    STRCMP_CONTAINS(("refresh; Path=/api/auth; Max-Age=" + seconds_left() + ";").c_str(),
                    cookies(answer).c_str());
}

TEST(renew, sends_a_browser_without_a_good_session_to_sign_in_and_takes_its_cookies)
{
    for (const std::string& token :
         {std::string{}, std::string{"nonsense"}, house.login("ann@example.com").access})
    {
        const auto answer = ask(token, "/app");
        LONGS_EQUAL(303, answer.status);
        STRCMP_EQUAL("https://www.example.com/sign-in?return=https%3A%2F%2Fauth.example.com%2Fapp",
                     header(answer, "Location").c_str());
        STRCMP_CONTAINS("__Host-latchkey; Path=/; Max-Age=0;", cookies(answer).c_str());
    }
}

TEST(renew, leads_nowhere_but_home_when_asked_for_another_site)
{
    const auto refresh = house.login("ann@example.com").refresh;
    for (const char* evil :
         {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"})
        STRCMP_EQUAL_TEXT("https://auth.example.com/", header(ask(refresh, evil), "Location").c_str(), evil);
}

TEST(renew, shares_the_session_with_all_hosts_of_the_domain_that_the_sysadmin_named)
{
    const auto refresh = house.login("ann@example.com").refresh;
    test::House wide{{{"COOKIE_DOMAIN", "example.com"}}};
    auto asked = test::request("latchkey", "GET", "/session/renew");
    asked.query = "return=https%3A%2F%2Fapp.example.com%2F";
    asked.cookie = "__Secure-latchkey-refresh=" + refresh;
    const auto answer = wide.send(asked);
    STRCMP_EQUAL("https://app.example.com/", header(answer, "Location").c_str());
    STRCMP_EQUAL(
        ("__Secure-latchkey; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Domain=example.com; Secure\n"
         "__Secure-latchkey-refresh; Path=/api/auth; Max-Age=" +
         seconds_left() + "; HttpOnly; SameSite=Lax; Secure\n")
            .c_str(),
        cookies(answer).c_str());
    auto shown = test::request("latchkey", "GET", "/session");
    shown.cookie = "__Secure-latchkey=" + house.login("ann@example.com").access;
    LONGS_EQUAL(200, wide.send(shown).status);
    LONGS_EQUAL(401, house.send(shown).status);
}
