// What feeds the revocations: every way to end a session, through Postgres, to a process that follows.
#include "handlers/follow.h"

#include "handlers/gate/people.h"
#include "handlers/sessions/news_store.h"
#include "handlers/sessions/revocations.h"
#include "tests/handlers/stage.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using sessions::Verdict;
using test::json;
using test::soon;

TEST_GROUP(follower)
{
    test::Stage stage;
    test::House& house = stage.house;
    Follower follower{house.service()};

    void setup() override
    {
        CHECK(soon([&] { return house.service().revocations->is_fresh(); }));
    }

    Verdict verdict(const std::string& access) const
    {
        const auto& service = house.service();
        const auto claims = tokens::read(service.keys, service.config.text(sys::Key::issuer),
                                         tokens::Use::access, access, service.clock());
        return service.revocations->judge(claims.value());
    }
    bool gets(const std::string& access, Verdict expected) const
    {
        return soon([&] { return verdict(access) == expected; });
    }
    // The deed revokes Ann's second session, and Bob's stays good.
    void revokes(const char* what, const auto& deed)
    {
        const auto tokens = house.login("ann@example.com");
        CHECK_TEXT(verdict(tokens.access) == Verdict::good, what);
        deed(tokens);
        CHECK_TEXT(gets(tokens.access, Verdict::revoked), what);
        CHECK_TEXT(verdict(stage.bob) == Verdict::good, what);
    }
    std::string known(const char* name)
    {
        const std::string id = stage.id(name);
        gate::Person person;
        person.account = id;
        house.service().people->keep(person, house.service().people->mark(id));
        return id;
    }
    // The deed makes this process forget what it knew of Ann, and not of Bob.
    void changes(const char* what, const auto& deed)
    {
        const auto ann = known("ann");
        const auto bob = known("bob");
        deed();
        CHECK_TEXT(soon([&] { return house.service().people->find(ann) == nullptr; }), what);
        CHECK_TEXT(house.service().people->find(bob) != nullptr, what);
    }
};

TEST(follower, hears_of_a_logout)
{
    revokes("logout", [&](const test::Tokens& tokens) {
        stage.call("hydracore", "POST", "/logout", json({{"refresh_token", tokens.refresh}}));
    });
}

TEST(follower, hears_of_a_session_that_was_revoked_in_the_list)
{
    revokes("revoked", [&](const test::Tokens&) {
        stage.call("latchkey", "DELETE", "/sessions/" + stage.newest_session(), {}, stage.ann);
    });
}

TEST(follower, hears_of_the_others_that_one_session_ended)
{
    revokes("others",
            [&](const test::Tokens&) { stage.call("latchkey", "DELETE", "/sessions", {}, stage.ann); });
    CHECK(verdict(stage.ann) == Verdict::good);
}

TEST(follower, hears_of_the_reuse_of_a_refresh_token)
{
    revokes("reuse", [&](const test::Tokens& tokens) {
        house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}}));
        house.sql("UPDATE session SET rotated_at = rotated_at - interval '1 minute'");
        house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}}));
    });
}

TEST(follower, hears_of_a_password_that_was_changed_and_of_all_sessions_but_the_one_that_changed_it)
{
    revokes("change", [&](const test::Tokens&) {
        stage.call("latchkey", "PUT", "/me/password",
                   json({{"current_password", test::good_password}, {"new_password", stage.new_password}}),
                   stage.ann);
    });
    CHECK(verdict(stage.ann) == Verdict::good);
}

TEST(follower, hears_of_a_password_that_was_reset)
{
    revokes("reset", [&](const test::Tokens&) {
        house.post("shipfastai", "/forgot-password", R"({"email":"ann@example.com"})");
        const auto done = house.post(
            "shipfastai", "/reset-password",
            json({{"token", stage.mailed("ann", "reset_password")}, {"new_password", stage.new_password}}));
        LONGS_EQUAL(200, done.status);
    });
}

TEST(follower, hears_of_what_the_sysadmin_does)
{
    revokes("disable", [&](const test::Tokens&) { stage.cli("user disable ann@example.com"); });
    stage.cli("user enable ann@example.com");
    revokes("revoke", [&](const test::Tokens&) { stage.cli("session revoke ann@example.com"); });
    revokes("set-password", [&](const test::Tokens&) { stage.cli("user set-password ann@example.com"); });
}

TEST(follower, hears_of_an_account_that_was_deleted)
{
    stage.cli("org create Other --owner bob@example.com");
    house.sql("DELETE FROM membership");
    revokes("delete", [&](const test::Tokens&) { stage.cli("user delete ann@example.com --yes"); });
}

TEST(follower, is_unsure_of_a_token_for_an_organisation_whose_member_was_removed)
{
    house.sql("INSERT INTO membership (org_id, account_id, role) VALUES ('" + stage.acme + "', '" +
              stage.id("bob") + "', 'member')");
    const auto chosen =
        stage.call("mechamental", "POST", "/switch-org", json({{"org_id", stage.acme}}), stage.bob);
    const auto token = test::member(chosen, "access_token");
    CHECK(verdict(token) == Verdict::good);
    stage.call("latchkey", "DELETE", stage.members() + "/" + stage.id("bob"), {}, stage.ann);
    CHECK(gets(token, Verdict::unsure));
    CHECK(verdict(stage.bob) == Verdict::good);
}

TEST(follower, hears_of_whatever_a_guarded_site_would_be_told)
{
    changes("name", [&] { stage.call("latchkey", "PUT", "/me", R"({"full_name":"Ann Other"})", stage.ann); });
    changes("role given", [&] { stage.cli("user grant ann@example.com --role admin"); });
    changes("role taken", [&] { stage.cli("user revoke ann@example.com --role admin"); });
    changes("organisation", [&] { stage.call("latchkey", "POST", "/orgs", R"({"name":"New"})", stage.ann); });
    changes("organisation's name", [&] { house.sql("UPDATE org SET name = 'Newer' WHERE name = 'New'"); });
    changes("left", [&] { house.sql("DELETE FROM membership"); });
    changes("kyc", [&] {
        stage.call("bitcain-kyc", "POST", "/webhook",
                   json({{"event_id", "e1"}, {"user_id", stage.id("ann")}, {"status", "pending"}}),
                   "provider-secret");
    });
    changes("verified",
            [&] { house.sql("UPDATE account SET verified_at = now() WHERE email = 'ann@example.com'"); });
}

TEST(follower, is_told_nothing_by_a_login_or_a_refresh)
{
    const auto ann = known("ann");
    const auto before = house.sql("SELECT count(*) FROM news");
    const auto tokens = house.login("ann@example.com");
    house.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}}));
    STRCMP_EQUAL(before.c_str(), house.sql("SELECT count(*) FROM news").c_str());
    CHECK(house.service().people->find(ann) != nullptr);
}

TEST(follower, goes_on_after_its_connections_were_cut)
{
    const auto tokens = house.login("ann@example.com");
    house.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database() AND usename = current_user AND application_name LIKE 'latchkey%'");
    house.sql("UPDATE session SET ended_at = now() RETURNING id");
    CHECK(gets(tokens.access, Verdict::revoked));
}

TEST(follower, hears_of_what_was_begun_before_the_latest_news_and_committed_after_them)
{
    const auto early = house.login("ann@example.com");
    const auto early_session = stage.newest_session();
    const auto late = house.login("ann@example.com");
    const auto late_session = stage.newest_session();
    auto slow = house.service().pool.lease();
    db::Transaction transaction{slow};
    slow.query("UPDATE session SET ended_at = now() WHERE id = $1", {early_session});
    house.sql("UPDATE session SET ended_at = now() WHERE id = '" + late_session + "' RETURNING id");
    CHECK(gets(late.access, Verdict::revoked));
    CHECK(verdict(early.access) == Verdict::good);
    transaction.commit();
    CHECK(gets(early.access, Verdict::revoked));
}

// As if they had been cleaned up meanwhile.
TEST(follower, trusts_nothing_it_knew_of_people_once_it_heard_nothing_for_a_while)
{
    const auto ann = known("ann");
    house.sql("ALTER TABLE news RENAME TO away");
    house.sql("DELETE FROM away; NOTIFY latchkey_news");
    CHECK(soon([&] { return house.log().find("news_lost") != std::string::npos; }));
    house.sql("ALTER TABLE away RENAME TO news");
    CHECK(soon([&] { return house.log().find("news_followed_again") != std::string::npos; }));
    CHECK(house.service().people->find(ann) == nullptr);
}

TEST_GROUP(news)
{
    test::House house;
    db::Lease db = house.service().pool.lease();

    void add(const std::string& count)
    {
        house.sql(
            "INSERT INTO news (account_id, session_id) SELECT gen_random_uuid(), gen_random_uuid()"
            " FROM generate_series(1, " +
            count + ")");
    }
};

TEST(news, come_in_pages_of_which_none_is_lost)
{
    add("12345");
    sessions::NewsPage page = sessions::read_news(db, {}, 1860);
    std::size_t read = page.news.size();
    CHECK_FALSE(page.is_last);
    while (!page.is_last) {
        page = sessions::read_news(db, page.next, 1860);
        read += page.news.size();
    }
    LONGS_EQUAL(12345, read);
}

TEST(news, of_a_transaction_that_began_earlier_and_commits_later_are_not_missed)
{
    auto slow = house.service().pool.lease();
    db::Transaction transaction{slow};
    slow.query("INSERT INTO news (account_id, session_id) VALUES (gen_random_uuid(), gen_random_uuid())");
    add("1");
    const auto first = sessions::read_news(db, {}, 1860);
    LONGS_EQUAL(1, first.news.size());
    transaction.commit();
    const auto second = sessions::read_news(db, first.again, 1860);
    LONGS_EQUAL(2, second.news.size());
    add("1");
    LONGS_EQUAL(1, sessions::read_news(db, second.again, 1860).news.size());
}

TEST(news, that_matter_to_no_token_any_more_are_left_out)
{
    add("3");
    house.sql("UPDATE news SET at = at - interval '1861 seconds' WHERE id = (SELECT min(id) FROM news)");
    LONGS_EQUAL(2, sessions::read_news(db, {}, 1860).news.size());
}
