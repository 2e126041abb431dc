#include "handlers/gate/check.h"

#include "fcgi/sys/encoding.h"
#include "handlers/follow.h"
#include "tests/handlers/stage.h"
#include "tests/handlers/while_hashing.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using test::header;
using test::soon;

TEST_GROUP(gate_check)
{
    test::Stage stage;
    test::House& house = stage.house;
    std::unique_ptr<Follower> follower = std::make_unique<Follower>(house.service());

    void setup() override
    {
        CHECK(soon([&] { return house.service().revocations->is_fresh(); }));
    }

    http::Response ask(const std::string& authorization, const std::string& requirement = {},
                       const std::string& cookie = {}) const
    {
        return ask(house, authorization, requirement, cookie);
    }
    static http::Response ask(const test::House& at, const std::string& authorization,
                              const std::string& requirement = {}, const std::string& cookie = {})
    {
        auto asked = test::request("gate", "GET", "/check");
        asked.authorization = authorization;
        asked.cookie = cookie;
        asked.requirement = requirement;
        return at.send(asked);
    }
    http::Response ann(const std::string& requirement = {}) const
    {
        return ask("Bearer " + stage.ann, requirement);
    }
    static std::string basic(const std::string& password, const std::string& email = "ann@example.com")
    {
        return "Basic " + sys::base64(email + ":" + password);
    }
    std::uint64_t round_trips() const
    {
        return house.service().pool.round_trips();
    }
};

TEST(gate_check, lets_a_bearer_of_an_access_token_in_and_says_who_it_is)
{
    house.sql("UPDATE account SET full_name = 'Ann', verified_at = now() WHERE email = 'ann@example.com'");
    stage.cli("user grant ann@example.com --role admin");
    const auto answer = ann();
    LONGS_EQUAL(204, answer.status);
    STRCMP_EQUAL(stage.id("ann").c_str(), header(answer, "Remote-User").c_str());
    STRCMP_EQUAL("ann@example.com", header(answer, "Remote-Email").c_str());
    STRCMP_EQUAL("Ann", header(answer, "Remote-Name").c_str());
    STRCMP_EQUAL("role:admin,org:Acme", header(answer, "Remote-Groups").c_str());
    STRCMP_EQUAL("", answer.body.c_str());
}

TEST(gate_check, takes_the_cookie_of_a_browser_under_its_one_name)
{
    LONGS_EQUAL(204, ask("", "", "__Host-latchkey=" + stage.ann).status);
    LONGS_EQUAL(401, ask("", "", "latchkey=" + stage.ann).status);
    LONGS_EQUAL(401, ask("", "", "__Host-latchkey=" + stage.ann + "; __Host-latchkey=" + stage.ann).status);
    LONGS_EQUAL(401, ask("Bearer nonsense", "", "__Host-latchkey=" + stage.ann).status);
}

TEST(gate_check, tells_no_address_that_nobody_proved)
{
    house.sql("UPDATE account SET verified_at = NULL WHERE email = 'bob@example.com'");
    STRCMP_EQUAL("", header(ask("Bearer " + stage.bob), "Remote-Email").c_str());
    LONGS_EQUAL(403, ask("Bearer " + stage.bob, "verified").status);
}

TEST(gate_check, asks_the_database_nothing_about_somebody_it_knows)
{
    ann();
    const auto before = round_trips();
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(204, ann("org:acme").status);
    LONGS_EQUAL(0, round_trips() - before);
}

TEST(gate_check, refuses_whoever_does_not_meet_the_policy_and_takes_a_word_it_does_not_know_for_unmet)
{
    LONGS_EQUAL(204, ann("org:acme").status);
    LONGS_EQUAL(403, ask("Bearer " + stage.bob, "org:acme").status);
    LONGS_EQUAL(403, ann("role:admin").status);
    LONGS_EQUAL(403, ann("kyc").status);
    LONGS_EQUAL(403, ann("verifed").status);
    CHECK(house.log().contains("requirement_unknown"));
}

TEST(gate_check, sees_a_right_that_was_given_and_one_that_was_taken)
{
    LONGS_EQUAL(403, ann("role:admin").status);
    stage.cli("user grant ann@example.com --role admin");
    CHECK(soon([&] { return ann("role:admin").status == 204; }));
    stage.cli("user revoke ann@example.com --role admin");
    CHECK(soon([&] { return ann("role:admin").status == 403; }));
}

TEST(gate_check, refuses_nobody_tokens_of_another_use_and_nonsense)
{
    const auto tokens = house.login("ann@example.com");
    for (const std::string& authorization :
         {std::string{}, std::string{"Bearer "}, std::string{"Bearer nonsense"}, "Bearer " + tokens.refresh,
          "Bearer " + tokens.access + "x", "Basic " + tokens.access, "Bearer  " + tokens.access})
    {
        const auto answer = ask(authorization);
        LONGS_EQUAL_TEXT(401, answer.status, authorization.c_str());
        STRCMP_EQUAL("Bearer", header(answer, "WWW-Authenticate").c_str());
        STRCMP_EQUAL("", header(answer, "Remote-User").c_str());
    }
}

TEST(gate_check, refuses_a_token_that_expired)
{
    ann();
    house.now += 1800;
    LONGS_EQUAL(401, ann().status);
}

TEST(gate_check, refuses_a_session_soon_after_it_was_revoked)
{
    const auto tokens = house.login("ann@example.com");
    LONGS_EQUAL(204, ask("Bearer " + tokens.access).status);
    stage.call("latchkey", "DELETE", "/sessions", {}, stage.ann);
    CHECK(soon([&] { return ask("Bearer " + tokens.access).status == 401; }));
    LONGS_EQUAL(204, ann().status);
}

TEST(gate_check, asks_the_database_each_time_when_it_follows_no_news)
{
    follower.reset();
    test::House alone;
    const auto tokens = house.login("ann@example.com");
    LONGS_EQUAL(204, ask(alone, "Bearer " + tokens.access).status);
    const auto before = alone.service().pool.round_trips();
    LONGS_EQUAL(204, ask(alone, "Bearer " + tokens.access).status);
    LONGS_EQUAL(1, alone.service().pool.round_trips() - before);
    stage.call("latchkey", "DELETE", "/sessions", {}, stage.ann);
    LONGS_EQUAL(401, ask(alone, "Bearer " + tokens.access).status);
}

TEST(gate_check, takes_a_password_and_hashes_it_once)
{
    LONGS_EQUAL(204, ask(basic(test::good_password)).status);
    const auto before = round_trips();
    LONGS_EQUAL(204, ask(basic(test::good_password)).status);
    LONGS_EQUAL(0, round_trips() - before);
    LONGS_EQUAL(401, ask(basic("wrong")).status);
    LONGS_EQUAL(401, ask(basic(test::good_password, "bob@example.net")).status);
    LONGS_EQUAL(0, std::stol(house.sql("SELECT count(*) - 2 FROM session")));
}

TEST(gate_check, asks_the_database_for_a_password_each_time_when_it_follows_no_news)
{
    follower.reset();
    test::House alone;
    LONGS_EQUAL(204, ask(alone, basic(test::good_password)).status);
    stage.cli("user set-password ann@example.com");
    LONGS_EQUAL(401, ask(alone, basic(test::good_password)).status);
}

TEST(gate_check, forgets_a_password_that_was_changed)
{
    LONGS_EQUAL(204, ask(basic(test::good_password)).status);
    stage.cli("user set-password ann@example.com");
    CHECK(soon([&] { return ask(basic(test::good_password)).status == 401; }));
    LONGS_EQUAL(204, ask(basic(stage.new_password)).status);
}

TEST(gate_check, refuses_a_password_that_was_changed_while_it_was_proven)
{
    test::House one_lane{{{"HASH_LANES", "1"}, {"HASH_LANES_DIR", house.directory() + "/one"}}};
    const auto answer = test::while_hashing(
        one_lane, [&] { return ask(one_lane, basic(test::good_password)); },
        [&] { house.sql("UPDATE account SET sessions_since = clock_timestamp()"); });
    LONGS_EQUAL(401, answer.status);
}

TEST(gate_check, refuses_an_account_that_is_disabled_whatever_it_shows)
{
    ann();
    stage.cli("user disable ann@example.com");
    CHECK(soon([&] { return ann().status == 401; }));
    LONGS_EQUAL(403, ask(basic(test::good_password)).status);
}

TEST(gate_check, counts_passwords_that_are_tried_and_nothing_else)
{
    test::House strict{{{"RATE_LIMITS", "on"}}};
    const Follower its_own{strict.service()};
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, ask(strict, basic("wrong")).status);
    const auto over = ask(strict, basic(test::good_password));
    LONGS_EQUAL(401, over.status);
    for (int i = 0; i < 30; ++i) LONGS_EQUAL(204, ask(strict, "Bearer " + stage.ann).status);
}

TEST(gate_check, names_people_as_the_configuration_says_and_nobody_who_has_no_such_name)
{
    house.sql("UPDATE account SET username = 'annie', verified_at = now() WHERE email = 'ann@example.com'");
    house.sql("UPDATE account SET verified_at = NULL WHERE email = 'bob@example.com'");
    for (const auto& [named_by, name] : {std::pair{"username", "annie"}, {"email", "ann@example.com"}}) {
        test::House other{{{"GATE_USER", named_by}}};
        STRCMP_EQUAL(name, header(ask(other, "Bearer " + stage.ann), "Remote-User").c_str());
        LONGS_EQUAL(403, ask(other, "Bearer " + stage.bob).status);
    }
}

TEST(gate_check, lets_nothing_of_a_name_break_the_line_it_stands_on)
{
    house.sql(
        "UPDATE account SET full_name = E'Ann\\r\\nRemote-Groups: role:root' WHERE email = "
        "'ann@example.com'");
    const auto answer = ann();
    LONGS_EQUAL(204, answer.status);
    STRCMP_EQUAL("Ann  Remote-Groups: role:root", header(answer, "Remote-Name").c_str());
    STRCMP_EQUAL("org:Acme", header(answer, "Remote-Groups").c_str());
}
