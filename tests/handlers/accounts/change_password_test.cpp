#include "handlers/accounts/change_password.h"

#include <chrono>
#include <thread>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(change_password)
{
    test::House house;
    test::Tokens own;
    const std::string fresh = "a new horse battery";

    void setup() override
    {
        house.enrol("ann@example.com");
        own = house.login("ann@example.com");
    }
    http::Response change(const std::string& current, const std::string& wanted)
    {
        auto asked = test::request("mechamental", "PUT", "/me/password",
                                   json({{"current_password", current}, {"new_password", wanted}}));
        asked.authorization = "Bearer " + own.access;
        return house.send(asked);
    }
    int me(const std::string& token)
    {
        return house.get("mechamental", "/me", token).status;
    }
    int refresh(const std::string& token)
    {
        return house.post("mechamental", "/refresh", json({{"refresh_token", token}})).status;
    }
};

TEST(change_password, takes_the_new_one_from_then_on)
{
    const auto response = change(test::good_password, fresh);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("null", response.body.c_str());
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    CHECK(!house.login("ann@example.com", fresh).access.empty());
}

TEST(change_password, ends_every_session_but_the_callers)
{
    const auto other = house.login("ann@example.com");
    LONGS_EQUAL(200, change(test::good_password, fresh).status);
    LONGS_EQUAL(401, me(other.access));
    LONGS_EQUAL(401, refresh(other.refresh));
    LONGS_EQUAL(200, me(own.access));
    LONGS_EQUAL(200, refresh(own.refresh));
}

TEST(change_password, refuses_a_wrong_current_one_and_changes_nothing)
{
    const auto other = house.login("ann@example.com");
    const auto response = change("wrong horse battery", fresh);
    LONGS_EQUAL(401, response.status);
    STRCMP_EQUAL("AUTHENTICATION_FAILED", member(response, "error").c_str());
    LONGS_EQUAL(200, me(other.access));
    CHECK(!house.login("ann@example.com").access.empty());
}

TEST(change_password, is_not_for_accounts_without_a_password)
{
    house.sql("UPDATE account SET password_hash = NULL");
    const auto response = change(test::good_password, fresh);
    LONGS_EQUAL(403, response.status);
    CHECK(response.body.contains(R"("required_permission":"password:change")"));
    STRCMP_EQUAL("", house.sql("SELECT password_hash FROM account").c_str());
}

TEST(change_password, voids_reset_links_and_tells_the_owner)
{
    house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
    const auto link = house.mailed_token("ann@example.com", "reset_password");
    LONGS_EQUAL(200, change(test::good_password, fresh).status);
    LONGS_EQUAL(401, house
                         .post("mechamental", "/reset-password",
                               json({{"token", link}, {"new_password", "yet another horse"}}))
                         .status);
    STRCMP_EQUAL(
        "1", house.sql("SELECT count(*) FROM outbox WHERE letter = 'password_changed_in_session'").c_str());
}

// Whoever signs in with the old password while it is being changed must not stay.
TEST(change_password, leaves_no_session_that_the_old_one_opened_meanwhile)
{
    const auto opened = test::crowd(12, [&](int i) {
        return i == 6 ? test::Tokens{std::to_string(change(test::good_password, fresh).status), ""}
                      : house.login("ann@example.com");
    });
    STRCMP_EQUAL("200", opened[6].access.c_str());
    for (const auto& tokens : opened)
        if (!tokens.refresh.empty()) LONGS_EQUAL(401, me(tokens.access));
    LONGS_EQUAL(200, me(own.access));
}

// The same, step by step: the login has the account's row and its session's date while the change waits for
// the row.
TEST(change_password, dates_the_end_of_the_others_by_when_it_got_the_account)
{
    const auto other = house.login("ann@example.com");
    house.sql("BEGIN; UPDATE account SET last_login_at = now()");
    int status = 0;
    {
        const std::jthread changing{[&] { status = change(test::good_password, fresh).status; }};
        for (int i = 0; i < 500 && house.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") == "0"; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        house.sql(
            "UPDATE session SET created_at = clock_timestamp() WHERE id <> (SELECT id FROM session"
            " ORDER BY created_at LIMIT 1)");
        house.sql("COMMIT");
    }
    LONGS_EQUAL(200, status);
    LONGS_EQUAL(401, me(other.access));
    LONGS_EQUAL(200, me(own.access));
}

TEST(change_password, succeeds_once_of_many_at_the_same_moment)
{
    const auto responses =
        test::crowd(20, [&](int i) { return change(test::good_password, fresh + std::to_string(i)); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(19, test::with_status(responses, 401));
    LONGS_EQUAL(200, me(own.access));
}

TEST(change_password, counts_guesses_of_a_session)
{
    test::House limited{{{"RATE_LIMITS", "on"}}};
    auto guess = [&](const std::string& current) {
        auto asked = test::request("mechamental", "PUT", "/me/password",
                                   json({{"current_password", current}, {"new_password", fresh}}));
        asked.authorization = "Bearer " + own.access;
        return limited.send(asked).status;
    };
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, guess("wrong horse battery"));
    LONGS_EQUAL(429, guess(test::good_password));
}
