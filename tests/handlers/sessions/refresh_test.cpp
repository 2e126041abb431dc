#include "handlers/sessions/refresh.h"

#include <set>

#include "handlers/tokens/signed_token.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::member;

TEST_GROUP(refresh)
{
    test::House house;
    test::Tokens first;

    void setup() override
    {
        house.enrol("ann@example.com");
        first = house.login("ann@example.com");
    }

    http::Response refresh(const std::string& token)
    {
        return refresh(house, token);
    }
    static http::Response refresh(test::House & at, const std::string& token)
    {
        return at.post("shipfastai", "/refresh", json({{"refresh_token", token}}));
    }
    std::string next(const std::string& token)
    {
        return member(refresh(token), "refresh_token");
    }
    void let_pass(const std::string& span)
    {
        house.sql("UPDATE session SET rotated_at = rotated_at - interval '" + span + "'");
    }
    std::string end_reason()
    {
        return house.sql("SELECT coalesce(end_reason, 'lives') FROM session");
    }
    tokens::Claims claims(tokens::Use use, const std::string& token)
    {
        return tokens::read(house.service().keys, house.config().text(sys::Key::issuer), use, token,
                            house.now)
            .value();
    }
    std::string forged(const tokens::Claims& said)
    {
        return tokens::sign(house.service().keys, house.config().text(sys::Key::issuer), tokens::Use::refresh,
                            said);
    }
    void refused(const http::Response& response)
    {
        LONGS_EQUAL(401, response.status);
        STRCMP_EQUAL(R"({"detail":"Invalid or expired refresh token"})", response.body.c_str());
    }
};

TEST(refresh, rotates_both_tokens_within_one_second)
{
    const auto response = refresh(first.refresh);
    LONGS_EQUAL(200, response.status);
    CHECK(!member(response, "refresh_token").empty());
    CHECK(member(response, "refresh_token") != first.refresh);
    CHECK(member(response, "access_token") != first.access);
    CHECK(http::parse_json(response.body)->view().find("user")->kind() == http::JsonView::null);
    LONGS_EQUAL(200, house.get("shipfastai", "/me", member(response, "access_token")).status);
}

TEST(refresh, keeps_the_session_and_makes_no_other)
{
    next(next(first.refresh));
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM session").c_str());
}

TEST(refresh, gives_all_callers_at_once_the_same_successor)
{
    const auto responses = test::crowd(20, [&](int) { return refresh(first.refresh); });
    std::set<std::string> successors;
    for (const auto& response : responses) successors.insert(member(response, "refresh_token"));
    LONGS_EQUAL(20, test::with_status(responses, 200));
    LONGS_EQUAL(1, successors.size());
    LONGS_EQUAL(200, refresh(*successors.begin()).status);
}

TEST(refresh, gives_a_late_holder_the_same_successor_within_the_grace)
{
    const auto successor = next(first.refresh);
    let_pass("5 seconds");
    const auto late = next(first.refresh);
    CHECK(claims(tokens::Use::refresh, successor).id == claims(tokens::Use::refresh, late).id);
    LONGS_EQUAL(200, refresh(late).status);
}

TEST(refresh, lets_exactly_one_caller_win_without_a_grace)
{
    test::House strict{{{"REFRESH_GRACE_SECONDS", "0"}}};
    const auto responses = test::crowd(20, [&](int) { return refresh(strict, first.refresh); });
    LONGS_EQUAL(1, test::with_status(responses, 200));
    LONGS_EQUAL(19, test::with_status(responses, 401));
    for (const auto& response : responses)
        if (response.status == 200) refused(refresh(strict, member(response, "refresh_token")));
}

TEST(refresh, ends_the_session_when_a_token_is_used_again_after_the_grace)
{
    const auto successor = next(first.refresh);
    let_pass("11 seconds");
    refused(refresh(first.refresh));
    STRCMP_EQUAL("refresh_reuse", end_reason().c_str());
    refused(refresh(successor));
    LONGS_EQUAL(401, house.get("shipfastai", "/me", first.access).status);
}

TEST(refresh, ends_the_session_for_a_grandparent_at_any_time)
{
    const auto third = next(next(first.refresh));
    refused(refresh(first.refresh));
    STRCMP_EQUAL("refresh_reuse", end_reason().c_str());
    refused(refresh(third));
}

TEST(refresh, leaves_other_sessions_of_the_account_alone)
{
    const auto other = house.login("ann@example.com");
    next(next(first.refresh));
    refused(refresh(first.refresh));
    LONGS_EQUAL(200, refresh(other.refresh).status);
}

TEST(refresh, neither_takes_an_access_token_nor_minds_it)
{
    refused(refresh(first.access));
    LONGS_EQUAL(200, refresh(first.refresh).status);
}

TEST(refresh, neither_takes_a_wrong_signature_nor_minds_it)
{
    test::House stranger{{{"JWT_KEYS", test::signing_key("stranger")}}};
    refused(refresh(stranger, first.refresh));
    auto bent = first.refresh;
    bent[bent.size() - 10] = bent[bent.size() - 10] == 'A' ? 'B' : 'A';
    refused(refresh(bent));
    refused(refresh("no token at all"));
    STRCMP_EQUAL("lives", end_reason().c_str());
    LONGS_EQUAL(200, refresh(first.refresh).status);
}

TEST(refresh, neither_takes_the_session_of_another_account_nor_minds_it)
{
    house.enrol("bob@example.com");
    const auto bob = claims(tokens::Use::refresh, house.login("bob@example.com").refresh);
    auto said = claims(tokens::Use::refresh, first.refresh);
    said.subject = bob.subject;
    refused(refresh(forged(said)));
    said.session = "00000000-0000-4000-8000-000000000000";
    refused(refresh(forged(said)));
    LONGS_EQUAL(200, refresh(first.refresh).status);
}

TEST(refresh, ends_with_the_session_by_our_clock)
{
    const auto expiry = claims(tokens::Use::refresh, first.refresh).expires_at;
    house.now = expiry;
    refused(refresh(first.refresh));
    house.now = expiry - 1;
    LONGS_EQUAL(200, refresh(first.refresh).status);
}

TEST(refresh, ends_with_the_session_by_the_database_clock)
{
    house.sql("UPDATE session SET expires_at = now()");
    refused(refresh(first.refresh));
    STRCMP_EQUAL("lives", end_reason().c_str());
}

TEST(refresh, does_not_prolong_the_session)
{
    const auto end = house.sql("SELECT expires_at FROM session");
    LONGS_EQUAL(200, refresh(first.refresh).status);
    STRCMP_EQUAL(end.c_str(), house.sql("SELECT expires_at FROM session").c_str());
}

TEST(refresh, refuses_a_disabled_account_and_lets_it_in_again)
{
    house.sql("UPDATE account SET disabled_at = now()");
    refused(refresh(first.refresh));
    house.sql("UPDATE account SET disabled_at = NULL");
    LONGS_EQUAL(200, refresh(first.refresh).status);
}

TEST(refresh, refuses_sessions_older_than_the_password)
{
    house.post("shipfastai", "/forgot-password", json({{"email", "ann@example.com"}}));
    const auto token = house.mailed_token("ann@example.com", "reset_password");
    house.post("shipfastai", "/reset-password",
               json({{"token", token}, {"new_password", "a new horse battery"}}));
    refused(refresh(first.refresh));
}

TEST(refresh, tells_how_verified_the_account_is_by_now)
{
    CHECK_FALSE(claims(tokens::Use::access, first.access).verified);
    house.sql("UPDATE account SET verified_at = now()");
    const auto response = refresh(first.refresh);
    CHECK(claims(tokens::Use::access, member(response, "access_token")).verified);
}

TEST(refresh, asks_for_a_token)
{
    LONGS_EQUAL(422, house.post("shipfastai", "/refresh", "{}").status);
    LONGS_EQUAL(422, refresh("").status);
    LONGS_EQUAL(422, house.post("shipfastai", "/refresh", R"({"refresh_token":null})").status);
}

TEST(refresh, takes_one_round_trip)
{
    const auto second = next(first.refresh);
    const auto before = house.service().pool.round_trips();
    LONGS_EQUAL(200, refresh(second).status);
    LONGS_EQUAL(1, house.service().pool.round_trips() - before);
}

TEST(refresh, asks_the_database_nothing_for_a_bad_signature)
{
    const auto before = house.service().pool.round_trips();
    refused(refresh(first.access));
    LONGS_EQUAL(0, house.service().pool.round_trips() - before);
}
