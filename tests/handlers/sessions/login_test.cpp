#include "handlers/sessions/login.h"

#include <chrono>

#include "fcgi/crypto/password.h"
#include "tests/handlers/house.h"
#include "tests/handlers/while_hashing.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using test::json;
using test::member;

TEST_GROUP(login)
{
    test::House house;

    void setup() override
    {
        house.enrol("Ann@example.com");
    }

    http::Response sign_in(const std::string& email, const std::string& password)
    {
        return sign_in(house, email, password);
    }
    static http::Response sign_in(test::House & at, const std::string& email, const std::string& password)
    {
        return at.post("shipfastai", "/login", json({{"email", email}, {"password", password}}));
    }
    std::string stored_hash()
    {
        return house.sql("SELECT password_hash FROM account");
    }
    std::string sessions()
    {
        return house.sql("SELECT count(*) FROM session");
    }
    // The same tables, but one lane and no line in front of it.
    sys::Environment narrow(const char* queue) const
    {
        return {
            {"HASH_LANES", "1"}, {"HASH_QUEUE", queue}, {"HASH_LANES_DIR", house.directory() + "/narrow"}};
    }
    http::Response sign_in_while(const std::string& sql)
    {
        test::House narrowed{narrow("5")};
        return test::while_hashing(
            narrowed, [&] { return sign_in(narrowed, "ann@example.com", test::good_password); },
            [&] { house.sql(sql); });
    }
};

TEST(login, opens_a_session_and_says_whose)
{
    const auto response = sign_in("ann@example.com", test::good_password);
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("bearer", member(response, "token_type").c_str());
    const auto body = http::parse_json(response.body);
    STRCMP_EQUAL("Ann@example.com", std::string{body->view().find("user")->find("email")->text()}.c_str());
    STRCMP_EQUAL("no-store", test::header(response, "Cache-Control").c_str());
    STRCMP_EQUAL("", test::header(response, "Set-Cookie").c_str());
    LONGS_EQUAL(200, house.get("shipfastai", "/me", member(response, "access_token")).status);
}

TEST(login, takes_the_address_in_any_case_and_with_blanks_around)
{
    LONGS_EQUAL(200, sign_in("  aNN@EXAMPLE.com ", test::good_password).status);
}

TEST(login, answers_unknown_and_wrong_and_password_less_alike)
{
    house.enrol("elsewhere@example.com");
    house.sql("UPDATE account SET password_hash = NULL WHERE email = 'elsewhere@example.com'");
    const auto wrong = sign_in("ann@example.com", "another horse battery");
    const auto unknown = sign_in("nobody@example.com", test::good_password);
    const auto elsewhere = sign_in("elsewhere@example.com", test::good_password);
    LONGS_EQUAL(401, wrong.status);
    STRCMP_EQUAL(R"({"detail":"Incorrect email or password"})", wrong.body.c_str());
    STRCMP_EQUAL(wrong.body.c_str(), unknown.body.c_str());
    STRCMP_EQUAL(wrong.body.c_str(), elsewhere.body.c_str());
    LONGS_EQUAL(401, unknown.status);
    LONGS_EQUAL(401, elsewhere.status);
    CHECK(wrong.headers == unknown.headers);
    CHECK(wrong.headers == elsewhere.headers);
}

TEST(login, hashes_for_an_unknown_address_as_for_a_known_one)
{
    house.enrol("elsewhere@example.com");
    house.sql("UPDATE account SET password_hash = NULL WHERE email = 'elsewhere@example.com'");
    test::House narrowed{narrow("0")};
    const auto held = narrowed.service().lanes.enter(0ms);
    const auto known = sign_in(narrowed, "ann@example.com", test::good_password);
    LONGS_EQUAL(503, known.status);
    STRCMP_EQUAL("1", test::header(known, "Retry-After").c_str());
    for (const char* email : {"nobody@example.com", "elsewhere@example.com"}) {
        const auto other = sign_in(narrowed, email, test::good_password);
        LONGS_EQUAL(503, other.status);
        STRCMP_EQUAL(known.body.c_str(), other.body.c_str());
    }
}

TEST(login, spends_on_the_decoy_what_a_real_hash_costs)
{
    CHECK_FALSE(crypto::needs_rehash(house.service().decoy, house.service().cost));
}

TEST(login, refuses_a_nul_in_the_password_instead_of_cutting_there)
{
    const std::string password = std::string{test::good_password} + "\\u0000tail";
    const auto response =
        house.post("shipfastai", "/login", R"({"email":"ann@example.com","password":")" + password + "\"}");
    LONGS_EQUAL(422, response.status);
    STRCMP_EQUAL("0", sessions().c_str());
}

TEST(login, compares_a_long_password_to_its_end)
{
    const std::string hundred(100, 'a');
    house.enrol("long@example.com", hundred);
    LONGS_EQUAL(401, sign_in("long@example.com", std::string(99, 'a') + "b").status);
    LONGS_EQUAL(200, sign_in("long@example.com", hundred).status);
}

TEST(login, does_not_trim_a_password)
{
    LONGS_EQUAL(401, sign_in("ann@example.com", std::string{test::good_password} + " ").status);
}

TEST(login, makes_a_hash_anew_when_the_cost_was_raised)
{
    const auto before = stored_hash();
    test::House costly{{{"SCRYPT", "5,8,1"}}};
    LONGS_EQUAL(401, sign_in(costly, "ann@example.com", "another horse battery").status);
    STRCMP_EQUAL(before.c_str(), stored_hash().c_str());
    LONGS_EQUAL(200, sign_in(costly, "ann@example.com", test::good_password).status);
    CHECK(before != stored_hash());
    CHECK_FALSE(crypto::needs_rehash(stored_hash(), {5, 8, 1}));
    LONGS_EQUAL(200, sign_in(costly, "ann@example.com", test::good_password).status);
}

TEST(login, leaves_a_hash_alone_that_was_made_at_the_configured_cost)
{
    const auto before = stored_hash();
    LONGS_EQUAL(200, sign_in("ann@example.com", test::good_password).status);
    STRCMP_EQUAL(before.c_str(), stored_hash().c_str());
}

TEST(login, never_weakens_a_hash)
{
    test::House costly{{{"SCRYPT", "5,8,1"}}};
    LONGS_EQUAL(200, sign_in(costly, "ann@example.com", test::good_password).status);
    const auto strong = stored_hash();
    LONGS_EQUAL(200, sign_in("ann@example.com", test::good_password).status);
    STRCMP_EQUAL(strong.c_str(), stored_hash().c_str());
}

TEST(login, opens_nothing_when_the_password_was_changed_meanwhile)
{
    house.enrol("bob@example.com");
    const auto response = sign_in_while(
        "UPDATE account SET sessions_since = clock_timestamp(), password_hash ="
        " (SELECT password_hash FROM account WHERE email = 'bob@example.com') WHERE email = "
        "'Ann@example.com'");
    LONGS_EQUAL(401, response.status);
    STRCMP_EQUAL("0", sessions().c_str());
}

TEST(login, opens_a_session_though_another_one_strengthened_the_hash_meanwhile)
{
    house.enrol("bob@example.com");
    const auto response = sign_in_while(
        "UPDATE account SET password_hash = (SELECT password_hash FROM account"
        " WHERE email = 'bob@example.com') WHERE email = 'Ann@example.com'");
    LONGS_EQUAL(200, response.status);
    STRCMP_EQUAL("1", sessions().c_str());
}

TEST(login, leaves_a_new_password_alone_when_it_would_strengthen_the_old_one)
{
    auto db = house.service().pool.lease();
    const auto before = stored_hash();
    const auto session = sessions::open(
        db, {"login", house.sql("SELECT id FROM account"), "2001-01-01", "$s1$stronger"},
        {"00000000-0000-4000-8000-000000000001", std::string(32, 'd'), 30}, {"192.0.2.1", "test"});
    CHECK_FALSE(session.has_value());
    STRCMP_EQUAL(before.c_str(), stored_hash().c_str());
}

TEST(login, opens_nothing_for_a_proof_against_an_older_password)
{
    auto db = house.service().pool.lease();
    const std::string id = house.sql("SELECT id FROM account");
    const auto session = sessions::open(db, {"login", id, "2001-01-01", {}},
                                        {"00000000-0000-4000-8000-000000000001", std::string(32, 'd'), 30},
                                        {"192.0.2.1", "test"});
    CHECK_FALSE(session.has_value());
    STRCMP_EQUAL("0", sessions().c_str());
    STRCMP_EQUAL("", house.sql("SELECT last_login_at FROM account").c_str());
}

TEST(login, opens_nothing_when_the_account_was_disabled_meanwhile)
{
    LONGS_EQUAL(401, sign_in_while("UPDATE account SET disabled_at = now()").status);
    STRCMP_EQUAL("0", sessions().c_str());
}

TEST(login, tells_of_a_disabled_account_only_who_knows_the_password)
{
    house.sql("UPDATE account SET disabled_at = now()");
    const auto wrong = sign_in("ann@example.com", "another horse battery");
    LONGS_EQUAL(401, wrong.status);
    STRCMP_EQUAL(R"({"detail":"Incorrect email or password"})", wrong.body.c_str());
    LONGS_EQUAL(403, sign_in("ann@example.com", test::good_password).status);
    STRCMP_EQUAL("0", sessions().c_str());
}

TEST(login, notes_when_and_from_where)
{
    LONGS_EQUAL(200, sign_in("ann@example.com", test::good_password).status);
    STRCMP_EQUAL("192.0.2.1 unit test",
                 house.sql("SELECT address || ' ' || user_agent FROM session").c_str());
    STRCMP_EQUAL("t", house.sql("SELECT last_login_at > now() - interval '1 minute' FROM account").c_str());
}

TEST(login, gives_different_tokens_in_the_same_second)
{
    const auto first = house.login("ann@example.com");
    const auto second = house.login("ann@example.com");
    CHECK(first.access != second.access);
    CHECK(first.refresh != second.refresh);
}

TEST(login, keeps_password_and_tokens_out_of_database_and_log)
{
    const auto tokens = house.login("ann@example.com");
    const auto rows =
        house.sql("SELECT string_agg(account::text || session::text, '') FROM account, session");
    CHECK(rows.size() > 100);
    CHECK(rows.find(tokens.refresh) == std::string::npos);
    CHECK(rows.find(test::good_password) == std::string::npos);
    CHECK(house.log().find(test::good_password) == std::string::npos);
}

TEST(login, takes_two_round_trips_and_its_limits_none_of_their_own)
{
    test::House limited{{{"RATE_LIMITS", "on"}}};
    LONGS_EQUAL(200, sign_in(limited, "ann@example.com", test::good_password).status);
    const auto before = limited.service().pool.round_trips();
    LONGS_EQUAL(200, sign_in(limited, "ann@example.com", test::good_password).status);
    LONGS_EQUAL(2, limited.service().pool.round_trips() - before);
}
