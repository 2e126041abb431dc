#include <algorithm>

#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(hydracore_cookies)
{
    std::string value;

    // Cuts the value out of the line, so that what is left can be compared.
    std::string cookie(const Answer& answer, const std::string& name)
    {
        for (const std::string& line : answer.all("set-cookie")) {
            if (!line.starts_with(name + "=")) continue;
            value = line.substr(name.size() + 1, line.find(';') - name.size() - 1);
            return name + line.substr(line.find(';'));
        }
        return "no cookie " + name;
    }
};

TEST(hydracore_cookies, carry_both_tokens_out_of_reach_of_scripts)
{
    const Answer answer = hydracore().post("/login", verified().credentials());

    STRCMP_EQUAL("access_token; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax",
                 cookie(answer, "access_token").c_str());
    STRCMP_EQUAL(answer.text("access_token").c_str(), value.c_str());
    STRCMP_EQUAL("refresh_token; Path=/auth; Max-Age=2592000; HttpOnly; SameSite=Lax",
                 cookie(answer, "refresh_token").c_str());
    STRCMP_EQUAL(answer.text("refresh_token").c_str(), value.c_str());
}

TEST(hydracore_cookies, are_set_by_register_as_by_login)
{
    const Answer answer = hydracore().post("/register", newcomer().credentials());

    STRCMP_EQUAL("access_token; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax",
                 cookie(answer, "access_token").c_str());
    STRCMP_EQUAL("refresh_token; Path=/auth; Max-Age=2592000; HttpOnly; SameSite=Lax",
                 cookie(answer, "refresh_token").c_str());
}

TEST(hydracore_cookies, are_secure_where_the_configuration_says_so)
{
    const Answer answer = hydracore(Sandbox::strict()).post("/register", newcomer().credentials());

    const auto lines = answer.all("set-cookie");
    LONGS_EQUAL(2, lines.size());
    CHECK(std::ranges::all_of(lines, [](const std::string& line) { return line.ends_with("; Secure"); }));
}

TEST(hydracore_cookies, are_given_by_no_refusal_and_no_read)
{
    Mount auth = hydracore();
    const Session session = signed_in(auth, verified());

    CHECK(auth.get("/me", session.access).all("set-cookie").empty());
    CHECK(auth.post("/login", "{}").all("set-cookie").empty());
    CHECK(auth.post("/login", newcomer().credentials()).all("set-cookie").empty());
}

// By the browser of somebody who is signed in, but from a page of others.
TEST(hydracore_cookies, write_nothing_for_another_site)
{
    Mount auth = hydracore();
    signed_in(auth, verified());
    for (const char* path : {"/refresh", "/logout"})
        for (const char* header :
             {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site",
              "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded"})
            expect_detail(auth.send({"POST", path, "{}", {header}}), 403, "Cross-site request refused");
    LONGS_EQUAL(200, auth.send({"POST", "/refresh", "{}", {"Origin: https://app.example.com"}}).status);
    LONGS_EQUAL(204, auth.send({"POST", "/logout", "{}", {"Sec-Fetch-Site: same-origin"}}).status);
}
