// An application behind the shipped snippets: what nginx lets through, whom it names, and what no client can
// make it say. The application (tests/sandbox/mirror.cpp) answers with what it got.
#include <algorithm>
#include <random>
#include <thread>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using namespace test;
using namespace std::chrono_literals;

TEST_GROUP(guarded)
{
    Sandbox& sandbox = Sandbox::shared();
    Mount browser = shipfastai();   // keeps its cookies
    Client stranger = sandbox.client();
    Person person = verified();

    Answer sign_in()
    {
        const Answer answer = browser.post("/session", person.credentials());
        LONGS_EQUAL(200, answer.status);
        return answer;
    }
    Answer visit(const std::string& path = "/guarded/", const std::vector<std::string>& headers = {})
    {
        return browser.client().send({"GET", path, {}, headers});
    }
    Answer knock(const std::vector<std::string>& headers, const std::string& path = "/guarded/")
    {
        return stranger.send({"GET", path, {}, headers});
    }
    std::string bearer()
    {
        auto auth = shipfastai();
        return "Authorization: Bearer " + signed_in(auth, person).access;
    }
    static std::string header(const Answer& answer, const char* name)
    {
        LONGS_EQUAL(200, answer.status);
        const auto json = answer.json();
        const auto headers = json.view().find("headers");
        const auto value = headers ? headers->find(name) : std::nullopt;
        return value ? std::string{value->text()} : "(none)";
    }
    // Closed: refused, and nothing of the application.
    static void closed(const Answer& answer, const std::string& what, int status = 401)
    {
        LONGS_EQUAL_TEXT(status, answer.status, what.c_str());
        CHECK_TEXT(!answer.body.contains("body_sha256"), what.c_str());
    }
    std::string id() const
    {
        return sandbox.sql("SELECT id FROM account WHERE email = '" + person.email + "'").at(0);
    }
};

TEST(guarded, is_closed_to_strangers_whatever_they_do)
{
    for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
        closed(stranger.send({method, "/guarded/page", {}, {}}), method);
    closed(stranger.send({"POST", "/guarded/", std::string(1000000, 'x'), {"Content-Type: text/plain"}}),
           "1 MB");
    closed(stranger.send({"POST", "/guarded/", R"({"a":1})", {"Transfer-Encoding: chunked"}}), "chunked");
}

TEST(guarded, tells_the_application_who_a_browser_belongs_to)
{
    sandbox.latchkey({"user", "grant", person.email, "--role", "admin"});
    sign_in();
    const Answer answer = visit("/guarded/page?a=1");
    LONGS_EQUAL(200, answer.status);
    STRCMP_EQUAL("/guarded/page?a=1", answer.text("uri").c_str());
    STRCMP_EQUAL(id().c_str(), header(answer, "remote-user").c_str());
    STRCMP_EQUAL(id().c_str(), header(answer, "x-auth-request-user").c_str());
    STRCMP_EQUAL(person.email.c_str(), header(answer, "remote-email").c_str());
    STRCMP_EQUAL(person.email.c_str(), header(answer, "x-auth-request-email").c_str());
    STRCMP_EQUAL("role:admin", header(answer, "remote-groups").c_str());
    STRCMP_EQUAL("role:admin", header(answer, "x-auth-request-groups").c_str());
}

TEST(guarded, takes_an_access_token_and_a_password_as_well)
{
    LONGS_EQUAL(200, knock({bearer()}).status);
    const std::string basic = "Authorization: Basic " + sys::base64(person.email + ":" + person.password);
    LONGS_EQUAL(200, knock({basic}).status);
    LONGS_EQUAL(200, knock({basic}).status);
    closed(knock({"Authorization: Basic " + sys::base64(person.email + ":wrong password")}),
           "wrong password");
}

TEST(guarded, passes_every_method_and_a_body_of_1_MB_on_as_it_came)
{
    const std::string who = bearer();
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        const Answer answer = stranger.send({method, "/guarded/", {}, {who}});
        LONGS_EQUAL_TEXT(200, answer.status, method);
        STRCMP_EQUAL(method, answer.text("method").c_str());
    }
    std::string body;
    for (int i = 0; body.size() < 1024 * 1024; ++i) body += std::to_string(i);
    const Answer answer = stranger.send({"POST", "/guarded/", body, {who, "Content-Type: text/plain"}});
    STRCMP_EQUAL(sys::hex(crypto::sha256(body)).c_str(), answer.text("body_sha256").c_str());
}

TEST(guarded, never_lets_a_client_say_who_it_is)
{
    const std::vector<std::string> forged{"Remote-User: root",
                                          "Remote-Email: root@example.com",
                                          "Remote-Name: Root",
                                          "Remote-Groups: role:admin",
                                          "X-Auth-Request-User: root",
                                          "X-Auth-Request-Email: root@example.com",
                                          "X-Forwarded-User: root",
                                          "X-Auth-Request-Groups: role:admin",
                                          "X-Auth-Request-Preferred-Username: root",
                                          "X-Forwarded-Groups: root",
                                          "X-Forwarded-Preferred-Username: root",
                                          "X-Forwarded-Email: root@example.com",
                                          "Remote_User: root",
                                          "REMOTE-USER: root",
                                          "Remote-User: root"};
    closed(knock(forged), "forged, and nobody");
    auto headers = forged;
    headers.push_back(bearer());
    const Answer answer = knock(headers);
    LONGS_EQUAL(200, answer.status);
    CHECK_TEXT(!answer.body.contains("root"), answer.body.c_str());
    STRCMP_EQUAL(id().c_str(), header(answer, "remote-user").c_str());
    STRCMP_EQUAL("(none)", header(answer, "remote-groups").c_str());
}

TEST(guarded, asks_by_a_way_that_no_client_can_choose)
{
    const std::vector<std::string> steered{"LATCHKEY-CONTRACT: latchkey",
                                           "LATCHKEY-REQUIRE: ",
                                           "X-Original-URI: /api/auth/health/live",
                                           "X-Original-Method: OPTIONS",
                                           "X-Forwarded-Uri: /api/auth/config",
                                           "Path-Info: /health/live",
                                           "Content-Encoding: gzip"};
    closed(knock(steered), "steered");
    for (const char* path :
         {"/guarded/health/live", "/guarded/api/auth/health/live", "/guarded/check", "/guarded/sign-in",
          "/guarded/%2e/x", "/guarded/%2e%2e/guarded/x", "/guarded//", "/guarded/./", "/guarded/;x",
          "/guarded/?LATCHKEY_REQUIRE=", "/guarded/%00", "/guarded/%0d%0aRemote-User:%20root",
          "/guarded/../guarded/../guarded/x", "//guarded/", "/./guarded/", "/guarded/%2fcheck",
          "/guarded/x?return=//evil", "/guarded/\xc3\xa4"})
    {
        const Answer answer = stranger.send({"GET", path, {}, {}});
        CHECK_TEXT(answer.status == 401 || answer.status == 400, path);
        CHECK_TEXT(!answer.body.contains("body_sha256"), path);
    }
    for (const char* inner : {"/latchkey-gate", "/latchkey-gate-admins", "/latchkey-gate?x"})
        closed(stranger.send({"GET", inner, {}, {bearer()}}), inner, 404);
}

TEST(guarded, keeps_what_opens_doors_from_the_application)
{
    const std::string cookie = sign_in().header("set-cookie").value_or("");
    const std::string ours = cookie.substr(0, cookie.find(';'));
    const Answer by_cookie = knock({"Cookie: theirs=1; " + ours + "; more=2"});
    STRCMP_EQUAL("theirs=1;more=2", header(by_cookie, "cookie").c_str());
    STRCMP_EQUAL("more=2", header(knock({"Cookie: " + ours + "; more=2"}), "cookie").c_str());
    STRCMP_EQUAL("(none)", header(knock({"Cookie: " + ours}), "cookie").c_str());
    CHECK_FALSE(by_cookie.body.contains("eyJ"));
    const std::string who = bearer();
    const Answer by_bearer = knock({who, "Cookie: a=1; latchkey=x; b=2"});
    STRCMP_EQUAL("(none)", header(by_bearer, "authorization").c_str());
    STRCMP_EQUAL("a=1;b=2", header(by_bearer, "cookie").c_str());
}

TEST(guarded, is_open_only_to_those_its_policy_names)
{
    const Person unproven = registered();
    auto auth = shipfastai();
    const std::string who = "Authorization: Bearer " + signed_in(auth, unproven).access;
    LONGS_EQUAL(200, knock({who}).status);
    closed(knock({who}, "/guarded-verified/"), "unverified", 403);
    closed(knock({who}, "/guarded-admins/"), "nobody special", 403);
    closed(knock({bearer()}, "/guarded-mistaken/"), "a policy nobody knows", 403);
    LONGS_EQUAL(200, knock({bearer()}, "/guarded-verified/").status);
    closed(knock({}, "/guarded-admins/"), "a stranger");
}

TEST(guarded, is_open_to_whoever_is_all_that_the_policy_wants)
{
    sandbox.latchkey({"org", "create", "Acme Corp"});   // or another test did
    sandbox.latchkey({"org", "add-member", "Acme Corp", person.email, "--role", "member"});
    sandbox.latchkey({"user", "grant", person.email, "--role", "admin"});
    sandbox.sql("INSERT INTO kyc (account_id, status) VALUES ('" + id() + "', 'approved')");
    const std::string who = bearer();
    CHECK(soon([&] { return knock({who}, "/guarded-admins/").status == 200; }));
    sandbox.latchkey({"user", "revoke", person.email, "--role", "admin"});
    CHECK(soon([&] { return knock({who}, "/guarded-admins/").status == 403; }));
}

TEST(guarded, is_closed_within_a_second_of_signing_out)
{
    sign_in();
    LONGS_EQUAL(200, visit().status);
    const Answer out = browser.send({"DELETE", "/session", {}, {}});
    LONGS_EQUAL(204, out.status);
    LONGS_EQUAL(401, visit().status);   // the browser has no cookie any more
}

TEST(guarded, is_closed_to_a_token_whose_session_was_ended_elsewhere)
{
    const std::string who = bearer();
    for (int i = 0; i < 20; ++i) LONGS_EQUAL(200, knock({who}).status);
    sandbox.latchkey({"session", "revoke", person.email});
    CHECK(soon([&] { return knock({who}).status == 401; }));
    std::this_thread::sleep_for(1s);   // by then every worker has heard
    for (int i = 0; i < 20; ++i) closed(knock({who}), "revoked");
}

TEST(guarded, stays_closed_to_a_thousand_odd_cookies_and_authorizations)
{
    std::mt19937 random{20261121};   // the same each time
    const std::string good = bearer().substr(22);
    const auto odd = [&] {
        std::string text = good;
        const auto at = random() % text.size();
        switch (random() % 5) {
        case 0: text[at] = char(0x21 + random() % 0x5e); break;
        case 1: text.resize(at); break;
        case 2: text.insert(at, 1, char(0x80 + random() % 0x7f)); break;
        case 3: text.erase(at, 1); break;
        default: std::reverse(text.begin() + std::ptrdiff_t(at), text.end());
        }
        return text == good ? std::string{"x"} : text;
    };
    for (int i = 0; i < 1000; ++i) {
        const std::string value = odd();
        const std::string line = std::vector<std::string>{"Authorization: Bearer ", "Authorization: Basic ",
                                                          "Authorization: ", "Cookie: latchkey=", "Cookie: "}
                                     .at(std::size_t(i) % 5) +
                                 value;
        const Answer answer = knock({line});
        CHECK_TEXT(answer.status == 401 || answer.status == 400, line.c_str());
        CHECK_TEXT(!answer.body.contains("body_sha256"), line.c_str());
    }
    LONGS_EQUAL(200, knock({"Authorization: Bearer " + good}).status);
}

TEST(guarded, sends_a_browser_to_sign_in_and_back)
{
    const Answer sent = visit("/guarded/page?a=1&b=2", {"Accept: text/html,application/xhtml+xml"});
    LONGS_EQUAL(303, sent.status);
    const std::string renew = sent.header("location").value_or("");
    STRCMP_EQUAL((sandbox.base() + "/api/auth/session/renew?return=" + "http%3A%2F%2F127.0.0.1%3A" +
                  sandbox.base().substr(17) + "%2Fguarded%2Fpage%3Fa%3D1%26b%3D2")
                     .c_str(),
                 renew.c_str());
    const Answer first = visit(renew.substr(sandbox.base().size()));
    LONGS_EQUAL(303, first.status);
    STRCMP_CONTAINS("https://app.example.com/sign-in?return=http%3A%2F%2F127",
                    first.header("location")->c_str());
    sign_in();
    const Answer back = visit(renew.substr(sandbox.base().size()));
    LONGS_EQUAL(303, back.status);
    STRCMP_EQUAL((sandbox.base() + "/guarded/page?a=1&b=2").c_str(), back.header("location")->c_str());
    LONGS_EQUAL(2, back.all("set-cookie").size());
    LONGS_EQUAL(200, visit("/guarded/page").status);
}

TEST(guarded, sends_nobody_to_sign_in_who_wants_no_page)
{
    closed(knock({"Accept: application/json"}), "a script");
    closed(stranger.send({"POST", "/guarded/", "x", {"Accept: text/html", "Content-Type: text/plain"}}),
           "a form");
    const Answer answer = knock({});
    STRCMP_EQUAL(R"({"detail":"Not authenticated"})", answer.body.c_str());
    STRCMP_EQUAL("Bearer", answer.header("www-authenticate").value_or("").c_str());
}

TEST(guarded, is_asked_once_for_many_requests_where_the_answer_is_kept)
{
    const std::string who = bearer();
    LONGS_EQUAL(200, knock({who}, "/guarded-cached/").status);
    const Answer answer = knock({who}, "/guarded-cached/");
    STRCMP_EQUAL(id().c_str(), header(answer, "remote-user").c_str());
    closed(knock({}, "/guarded-cached/"), "nobody, where somebody's answer is kept");
    closed(knock({"Cookie: latchkey=" + who.substr(22, 10)}, "/guarded-cached/"), "another cookie");
    sandbox.latchkey({"session", "revoke", person.email});
    std::this_thread::sleep_for(2s);
    CHECK(soon([&] { return knock({who}, "/guarded-cached/").status == 401; }));
}
