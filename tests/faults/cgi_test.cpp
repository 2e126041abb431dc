// The worker as a plain CGI program: no socket, one request in the environment and on standard input, through
// the same hallway as any other.
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"
#include "tests/harness/wire.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_cgi)
{
    Sandbox& sandbox = battered();
    Person person = newcomer();

    Settings environment(const std::string& method, const std::string& path)
    {
        return {{"GATEWAY_INTERFACE", "CGI/1.1"},   {"REQUEST_METHOD", method},
                {"SCRIPT_NAME", "/api/auth"},       {"PATH_INFO", path},
                {"REMOTE_ADDR", "127.0.0.1"},       {"SERVER_PROTOCOL", "HTTP/1.1"},
                {"LATCHKEY_CONTRACT", "shipfastai"}};
    }

    Answer ask(const Settings& request, const std::string& body = {})
    {
        const Ran ran = test::run(
            {sandbox_program("latchkey-worker"), "--env-file", sandbox.directory() + "/env"}, request, body);
        LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
        STRCMP_CONTAINS("Status: ", ran.out.substr(0, 8).c_str());
        return first_answer("HTTP/1.1 " + ran.out.substr(8));
    }

    Answer post(const std::string& path, const std::string& body)
    {
        Settings request = environment("POST", path);
        request["CONTENT_TYPE"] = "application/json";
        request["CONTENT_LENGTH"] = std::to_string(body.size());
        return ask(request, body);
    }
};

TEST(faults_cgi, answers_register_login_and_me)
{
    const Answer made = post("/register", person.credentials());
    LONGS_EQUAL_TEXT(200, made.status, made.body.c_str());
    STRCMP_EQUAL(person.email.c_str(), made.text("email").c_str());

    const Session session = session_of(post("/login", person.credentials()));

    Settings request = environment("GET", "/me");
    request["HTTP_AUTHORIZATION"] = "Bearer " + session.access;
    const Answer me = ask(request);
    LONGS_EQUAL_TEXT(200, me.status, me.body.c_str());
    STRCMP_EQUAL(made.body.c_str(), me.body.c_str());
}

TEST(faults_cgi, says_in_its_log_which_contract_is_none)
{
    Settings request = environment("GET", "/me");
    request["LATCHKEY_CONTRACT"] = "shipfasti";
    const Ran ran = test::run(
        {sandbox_program("latchkey-worker"), "--env-file", sandbox.directory() + "/env"}, request, {});
    STRCMP_CONTAINS("Status: 500", ran.out.c_str());
    STRCMP_CONTAINS(R"({"detail":"Internal Server Error"})", ran.out.c_str());
    STRCMP_CONTAINS("shipfasti", ran.err.c_str());
    CHECK_FALSE(ran.out.contains("shipfasti"));
}

TEST(faults_cgi, says_what_the_workers_behind_nginx_say)
{
    const Person member = registered(sandbox);
    Mount auth = shipfastai(sandbox);
    const std::string wrong = object({{"email", member.email}, {"password", "a wrong guess"}});
    const std::string broken = R"({"email":)";

    STRCMP_EQUAL(auth.post("/login", wrong).body.c_str(), post("/login", wrong).body.c_str());
    LONGS_EQUAL(401, post("/login", wrong).status);
    STRCMP_EQUAL(auth.post("/login", broken).body.c_str(), post("/login", broken).body.c_str());
    LONGS_EQUAL(422, post("/login", broken).status);
    LONGS_EQUAL(404, ask(environment("GET", "/nowhere")).status);
    LONGS_EQUAL(405, ask(environment("GET", "/login")).status);
}

TEST(faults_cgi, refuses_a_body_that_ends_before_its_length)
{
    const std::string whole = person.credentials();
    Settings request = environment("POST", "/register");
    request["CONTENT_TYPE"] = "application/json";
    request["CONTENT_LENGTH"] = std::to_string(whole.size());

    const Answer answer = ask(request, whole.substr(0, whole.size() / 2));

    CHECK_TEXT(answer.status >= 400 && answer.status < 500, answer.body.c_str());
    LONGS_EQUAL(0, count(sandbox, "account WHERE email = '" + person.email + "'"));
}

TEST(faults_cgi, without_a_request_says_how_it_is_started)
{
    const Ran ran =
        test::run({sandbox_program("latchkey-worker"), "--env-file", sandbox.directory() + "/env"});

    LONGS_EQUAL(2, ran.exit);
    STRCMP_CONTAINS("no socket", ran.err.c_str());
}
