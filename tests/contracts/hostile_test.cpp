// Sends everything hostile to every POST route there is: an answer always comes, soon, worded by the contract
// and without a 5xx, and the workers that gave it live on.
#include <chrono>
#include <sstream>

#include "tests/contracts/hostile_requests.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

struct Target {
    Mount mount;
    std::string path;
};

// As the program itself lists them, so that a new route is attacked from its first day.
std::vector<Target> targets()
{
    std::vector<Target> found;
    std::istringstream rows{Sandbox::shared().latchkey({"routes"}).out};
    std::string contract, method, path, rest;
    while (rows >> contract >> method >> path && std::getline(rows, rest)) {
        if (method != "POST") continue;
        if (contract == "shipfastai") found.push_back({shipfastai(), path});
        if (contract == "hydracore") found.push_back({hydracore(), path});
    }
    return found;
}

bool is_nginx_page(const Answer& answer)
{
    return answer.header("content-type") == "text/html";
}

bool is_worded(const Answer& answer)
{
    if (answer.status == 204 || answer.status == 307) return answer.body.empty();
    const auto json = http::parse_json(answer.body);
    if (!json || json->view().kind() != http::JsonView::object) return false;
    return answer.status < 300 || json->view().find("detail").has_value();
}

}   // namespace

TEST_GROUP(hostile)
{
    std::vector<Target> everywhere = targets();
    std::vector<int> workers = Sandbox::shared().worker_pids();
    std::string defects_before = defects();

    // What the workers logged about requests they could not serve.
    std::string defects()
    {
        return test::run({"grep", "request_failed", Sandbox::shared().directory() + "/log/worker.log"}).out;
    }

    // nginx answers by itself what is no proper HTTP; the workers never see that.
    void attack(Target & target, const Sent& sent, bool nginx_may_answer)
    {
        const auto begin = std::chrono::steady_clock::now();
        const Answer answer = target.mount.send(sent);
        const auto took = std::chrono::steady_clock::now() - begin;
        const std::string told = target.mount.prefix() + sent.path.substr(0, 200) + " " +
                                 (sent.headers.empty() ? "" : sent.headers[0].substr(0, 200)) + "\n" +
                                 sent.body.value_or("").substr(0, 200) + "\n-> " +
                                 std::to_string(answer.status) + " " + answer.body.substr(0, 500);
        CHECK_TEXT(answer.status >= 200 && answer.status < 500, told.c_str());
        CHECK_TEXT(took < std::chrono::seconds{3}, told.c_str());
        if (is_nginx_page(answer))
            CHECK_TEXT(nginx_may_answer && answer.status == 400, told.c_str());
        else
            CHECK_TEXT(is_worded(answer), told.c_str());
    }

    void teardown() override
    {
        CHECK(workers == Sandbox::shared().worker_pids());
        STRCMP_EQUAL(defects_before.c_str(), defects().c_str());
    }
};

TEST(hostile, there_is_enough_to_send_and_somebody_to_send_it_to)
{
    CHECK(hostile::values().size() + hostile::bodies().size() + hostile::headers().size() +
              hostile::endings().size() >=
          150);
    CHECK(everywhere.size() >= 11);
}

TEST(hostile, no_value_of_a_field_brings_a_route_down)
{
    for (const std::string& value : hostile::values()) {
        std::string body;
        for (const char* const name :
             {"email", "password", "token", "new_password", "refresh_token", "full_name", "code"})
            body += (body.empty() ? "{\"" : ",\"") + std::string{name} + "\":" + value;
        for (Target& target : everywhere) attack(target, {"POST", target.path, body + "}"}, false);
    }
}

TEST(hostile, no_single_value_beside_good_ones_brings_a_route_down)
{
    for (const std::string& value : hostile::values())
        for (Target& target : everywhere)
            attack(
                target,
                {"POST", target.path,
                 R"({"email":"a@example.com","token":"x","refresh_token":"x","new_password":"long enough",)"
                 R"("full_name":)" +
                     value + R"(,"password":)" + value + "}"},
                false);
}

TEST(hostile, no_body_brings_a_route_down)
{
    for (const std::string& body : hostile::bodies())
        for (Target& target : everywhere) attack(target, {"POST", target.path, body}, false);
}

TEST(hostile, no_header_brings_a_route_down)
{
    const std::string body = R"({"email":"a@example.com","password":"wrong password","token":"x"})";
    for (const std::string& header : hostile::headers())
        for (Target& target : everywhere) attack(target, {"POST", target.path, body, {header}}, true);
}

TEST(hostile, no_path_brings_a_mount_down)
{
    for (const std::string& ending : hostile::endings())
        for (Target& target : everywhere) attack(target, {"POST", target.path + ending, "{}"}, true);
}

TEST(hostile, no_method_brings_a_route_down)
{
    for (const std::string method :
         {"GET", "PUT", "DELETE", "TRACE", "CONNECT", "PRI", "M-SEARCH", "FOO_BAR", "get"})
        for (Target& target : everywhere)
            if (method != "TRACE" && method != "CONNECT") attack(target, {method, target.path, "{}"}, true);
}
