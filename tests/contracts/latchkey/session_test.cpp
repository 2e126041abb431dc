// A browser's session: cookies that no script reads.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_session)
{
    Mount browser = shipfastai();   // latchkey's rows stand beside it
    Person person = verified();

    // The names of the cookies an answer sets, each with what follows its value.
    static std::string cookies(const Answer& answer)
    {
        std::string text;
        for (const std::string& line : answer.all("set-cookie"))
            text += line.substr(0, line.find('=')) + line.substr(line.find(';')) + "\n";
        return text;
    }
    static std::string value(const Answer& answer, const std::string& name)
    {
        for (const std::string& line : answer.all("set-cookie"))
            if (line.starts_with(name + "="))
                return line.substr(name.size() + 1, line.find(';') - name.size() - 1);
        return {};
    }
};

TEST(latchkey_session, is_opened_by_POST_session_in_cookies_and_no_token_is_shown)
{
    const Answer answer = browser.post("/session", person.credentials());
    expect_shape(answer, 200, "user:object expires_in:number");
    CHECK_FALSE(answer.body.contains("eyJ"));
    STRCMP_EQUAL(
        "latchkey; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax\n"
        "latchkey-refresh; Path=/api/auth; Max-Age=2592000; HttpOnly; SameSite=Lax\n",
        cookies(answer).c_str());
    const Answer shown = browser.get("/session");
    LONGS_EQUAL(200, shown.status);
    STRCMP_EQUAL(person.email.c_str(), shown.text("email").c_str());
    expect_detail(browser.post("/session", Person{person.email, "wrong password"}.credentials()), 401,
                  "Wrong email or password");
}

TEST(latchkey_session, has_cookies_that_only_this_host_gets_over_https)
{
    Mount strict = shipfastai(Sandbox::strict());
    const Answer answer = strict.post("/session", verified(Sandbox::strict()).credentials());
    STRCMP_EQUAL(
        "__Host-latchkey; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure\n"
        "__Secure-latchkey-refresh; Path=/api/auth; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure\n",
        cookies(answer).c_str());
}

TEST(latchkey_session, opens_all_of_latchkeys_own_rows)
{
    browser.post("/session", person.credentials());
    expect_shape(browser.get("/sessions"), 200, "sessions:array");
    LONGS_EQUAL(200, browser.send({"PUT", "/me", R"({"full_name":"Ann"})", {}}).status);
    LONGS_EQUAL(200, browser.post("/orgs", object({{"name", "Of " + person.email}})).status);
    const auto json = browser.get("/orgs").json();
    LONGS_EQUAL(1, json.view().find("orgs")->size());
    expect_detail(browser.post("/invites/accept", R"({"token":"x"})"), 400, "Invalid or expired invite");
}

TEST(latchkey_session, is_ended_by_DELETE_session_and_its_tokens_with_it)
{
    const Answer opened = browser.post("/session", person.credentials());
    const std::string access = value(opened, "latchkey");
    Mount other = shipfastai();
    LONGS_EQUAL(200, other.get("/sessions", access).status);
    const Answer ended = browser.send({"DELETE", "/session", {}, {}});
    LONGS_EQUAL(204, ended.status);
    STRCMP_CONTAINS("latchkey; Path=/; Max-Age=0", cookies(ended).c_str());
    LONGS_EQUAL(401, other.get("/sessions", access).status);
    LONGS_EQUAL(401, browser.get("/session").status);
    LONGS_EQUAL(204, browser.send({"DELETE", "/session", {}, {}}).status);
}

TEST(latchkey_session, goes_on_with_POST_session_refresh_for_all_tabs_at_once)
{
    const Answer opened = browser.post("/session", person.credentials());
    const std::string cookie = "Cookie: latchkey-refresh=" + value(opened, "latchkey-refresh");
    const auto answers =
        at_once(Sandbox::shared().base(), 8, {"POST", "/api/auth/session/refresh", {}, {cookie}});
    const std::string successor = value(answers.at(0), "latchkey-refresh");
    for (const Answer& answer : answers) {
        LONGS_EQUAL(200, answer.status);
        STRCMP_EQUAL(successor.c_str(), value(answer, "latchkey-refresh").c_str());
    }
    expect_detail(Mount{shipfastai()}.post("/session/refresh"), 401, "Invalid or expired refresh token");
}

TEST(latchkey_session, is_renewed_by_GET_session_renew_which_leads_nowhere_else)
{
    const std::string base = Sandbox::shared().base();
    browser.post("/session", person.credentials());
    const Answer answer = browser.get("/session/renew?return=%2Fguarded%2F%3Fa%3D1");
    LONGS_EQUAL(303, answer.status);
    STRCMP_EQUAL((base + "/guarded/?a=1").c_str(), answer.header("location")->c_str());
    for (const char* evil :
         {"https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example", "%2F%5Cevil.example", "javascript%3Ax"})
        STRCMP_EQUAL((base + "/").c_str(),
                     browser.get(std::string{"/session/renew?return="} + evil).header("location")->c_str());
    STRCMP_EQUAL((base + "/").c_str(), browser.get("/session/renew").header("location")->c_str());
}

TEST(latchkey_session, is_not_opened_refreshed_or_ended_by_another_site)
{
    browser.post("/session", person.credentials());
    const auto from_elsewhere = [&](const char* method, const char* path,
                                    const std::optional<std::string>& body,
                                    std::vector<std::string> headers) {
        return browser.send({method, path, body, std::move(headers)}).status;
    };
    LONGS_EQUAL(403,
                from_elsewhere("POST", "/session", person.credentials(), {"Origin: https://evil.example"}));
    LONGS_EQUAL(403,
                from_elsewhere("POST", "/session", person.credentials(), {"Sec-Fetch-Site: cross-site"}));
    LONGS_EQUAL(403, from_elsewhere("POST", "/session", person.credentials(), {"Content-Type: text/plain"}));
    LONGS_EQUAL(403, from_elsewhere("POST", "/session/refresh", {}, {"Origin: https://evil.example"}));
    LONGS_EQUAL(403, from_elsewhere("DELETE", "/session", {}, {"Sec-Fetch-Site: cross-site"}));
    LONGS_EQUAL(403, from_elsewhere("POST", "/orgs", R"({"name":"X"})", {"Origin: https://evil.example"}));
    LONGS_EQUAL(403, from_elsewhere("PUT", "/me", R"({"full_name":"X"})", {"Origin: https://evil.example"}));
    LONGS_EQUAL(200, browser.get("/session").status);
}

TEST(latchkey_session, is_opened_by_the_code_of_a_letter_for_whoever_types_it)
{
    const Person fresh = registered();
    const std::string code = Sandbox::shared().mailbox().wait_for(fresh.email).code();
    const auto typed = [&](const std::string& digits) {
        return object({{"email", fresh.email}, {"code", digits}});
    };
    expect_detail(browser.post("/session/code", typed(code == "000000" ? "000001" : "000000")), 400,
                  "Invalid or expired verification code");
    expect_detail(browser.send({"POST", "/session/code", typed(code), {"Origin: https://evil.example"}}), 403,
                  "Cross-site request refused");
    const Answer answer = browser.post("/session/code", typed(code));
    expect_shape(answer, 200, "user:object expires_in:number");
    CHECK_FALSE(answer.body.contains("eyJ"));
    STRCMP_CONTAINS(R"("is_verified":true)", browser.get("/session").body.c_str());
}
