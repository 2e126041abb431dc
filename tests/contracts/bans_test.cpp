// Who is banned is refused in every contract, wherever it is mounted, and let in again.

#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

constexpr const char* guesser = "203.0.113.7";

}   // namespace

TEST_GROUP(banned)
{
    Sandbox& sandbox = Sandbox::shared();
    Client client = sandbox.client();
    Client second{sandbox.second_base()};

    void teardown() override
    {
        sandbox.sql("DELETE FROM ban");
        CHECK(soon([&] { return ask(client, "/api/auth/health/live").status == 200; }));
    }
    static Answer ask(Client & from, const std::string& path, const std::string& address = guesser)
    {
        return from.send({"GET", path, {}, {"X-Test-Client: " + address}});
    }
    void ban(const std::vector<std::string>& words)
    {
        std::vector<std::string> sentence{"ban"};
        sentence.insert(sentence.end(), words.begin(), words.end());
        LONGS_EQUAL(0, sandbox.latchkey(sentence).exit);
    }
    // By every worker: one that has not heard yet would let it in.
    bool refused(int times = 20)
    {
        for (int i = 0; i < times; ++i)
            if (ask(client, "/api/auth/health/live").status != 429) return false;
        return true;
    }
};

TEST(banned, are_refused_by_every_contract_and_the_gate_in_their_own_words)
{
    ban({"add", guesser, "--for", "10m", "--reason", "guesses passwords"});
    CHECK(soon([&] { return refused(); }));
    expect_detail(ask(client, "/api/auth/me"), 429, "Too many requests. Please try again later.");
    expect_detail(ask(client, "/auth/me"), 429, "Too many requests. Please try again later.");
    const Answer envelope = ask(client, "/v1/auth/me");
    LONGS_EQUAL(429, envelope.status);
    STRCMP_EQUAL("RATE_LIMIT_EXCEEDED", envelope.text("error").c_str());
    const Answer wrapped = ask(second, "/auth/profile");
    LONGS_EQUAL(429, wrapped.status);
    STRCMP_CONTAINS("\"success\":false", wrapped.body.c_str());
    for (const char* const path : {"/api/v1/api-keys/", "/api/kyc/"})
        LONGS_EQUAL_TEXT(429, ask(client, path).status, path);
    LONGS_EQUAL(403, ask(client, "/guarded/").status);
    const int wait = std::atoi(envelope.header("retry-after").value_or("").c_str());
    CHECK(wait > 0 && wait <= 600);
    LONGS_EQUAL(200, ask(client, "/api/auth/health/live", "203.0.113.8").status);
    LONGS_EQUAL(200, client.get("/api/auth/health/live").status);
}

TEST(banned, are_let_in_again_when_the_ban_is_removed_or_over)
{
    ban({"add", "203.0.113.0/24"});
    CHECK(soon([&] { return refused(); }));
    ban({"remove", "203.0.113.0/24"});
    CHECK(soon([&] { return ask(client, "/api/auth/health/live").status == 200; }));
    ban({"add", guesser, "--for", "2s"});
    CHECK(soon([&] { return refused(1); }));
    CHECK(soon([&] { return ask(client, "/api/auth/health/live").status == 200; }));
}

TEST(banned, are_neighbours_of_an_ipv6_address_too)
{
    ban({"add", "2001:db8:1:2:3::4"});
    CHECK(soon([&] { return ask(client, "/api/auth/health/live", "2001:db8:1:2:ffff::1").status == 429; }));
    LONGS_EQUAL(200, ask(client, "/api/auth/health/live", "2001:db8:1:3::1").status);
}

// nginx may keep the gate's answers: one that was for somebody banned is for nobody else.
TEST(banned, keep_nobody_else_out_of_a_gate_whose_answers_are_cached)
{
    ban({"add", guesser});
    CHECK(soon([&] { return refused(); }));
    for (int i = 0; i < 3; ++i) {
        LONGS_EQUAL(403, ask(client, "/guarded-cached/").status);
        LONGS_EQUAL(401, ask(client, "/guarded-cached/", "203.0.113.8").status);
    }
}
