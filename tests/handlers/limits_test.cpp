#include "handlers/limits.h"

#include <algorithm>

#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::json;

TEST_GROUP(limits)
{
    test::House house{{{"RATE_LIMITS", "on"}}};

    http::Response call(const std::string& path, const std::string& body, const std::string& from)
    {
        auto asked = test::request("shipfastai", "POST", path, body);
        asked.client = from;
        return house.send(asked);
    }
    http::Response login(const std::string& email, const std::string& from = "192.0.2.1",
                         const char* password = "another horse battery")
    {
        return call("/login", json({{"email", email}, {"password", password}}), from);
    }
    // The network's own budget is wide: to see it end, most of it is taken beforehand.
    void drain_all_buckets(int calls)
    {
        house.sql("UPDATE budget SET calls = " + std::to_string(calls));
    }
    std::string letters()
    {
        return house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL");
    }
    void refused(const http::Response& response)
    {
        LONGS_EQUAL(429, response.status);
        STRCMP_EQUAL(R"({"detail":"Too many requests. Please try again later."})", response.body.c_str());
        const long wait = std::strtol(test::header(response, "Retry-After").c_str(), nullptr, 10);
        CHECK(wait >= 1);
        CHECK(wait <= 3600);
    }
    void networks(const char* address, const char* network)
    {
        STRCMP_EQUAL(network, network_of(address).c_str());
    }
};

TEST(limits, counts_an_ipv6_network_by_its_64_bits)
{
    networks("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64");
    networks("2001:DB8:1:2::ffff", "2001:db8:1:2::/64");
    networks("2001:db8:1:3::1", "2001:db8:1:3::/64");
    networks("::1", "::/64");
}

TEST(limits, counts_ipv4_by_address_also_inside_ipv6)
{
    networks("203.0.113.7", "203.0.113.7");
    networks("::ffff:203.0.113.7", "203.0.113.7");
    networks("unix:", "unix:");
    networks("", "");
}

TEST(limits, lets_in_exactly_as_many_as_allowed)
{
    const auto responses = test::crowd(50, [&](int) { return login("ann@example.com"); });
    LONGS_EQUAL(10, test::with_status(responses, 401));
    LONGS_EQUAL(40, test::with_status(responses, 429));
}

TEST(limits, says_when_to_come_back)
{
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, login("ann@example.com").status);
    refused(login("ann@example.com"));
    const auto wait = std::strtol(test::header(login("ann@example.com"), "Retry-After").c_str(), nullptr, 10);
    CHECK(wait > 590);
    CHECK(wait <= 600);
}

TEST(limits, count_known_and_unknown_addresses_alike_in_any_spelling)
{
    house.enrol("known@example.com");
    for (const char* email : {"known@example.com", "unknown@example.com"}) {
        for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, login(email).status);
        refused(login(email));
    }
    refused(login(" KNOWN@Example.com"));
    refused(login("Name <UNKNOWN@example.com>"));
}

TEST(limits, refuse_the_right_password_too)
{
    house.enrol("ann@example.com");
    for (int i = 0; i < 10; ++i) login("ann@example.com");
    refused(login("ann@example.com", "192.0.2.1", test::good_password));
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM session").c_str());
}

TEST(limits, keep_networks_and_accounts_apart)
{
    for (int i = 0; i < 10; ++i) login("ann@example.com");
    refused(login("ann@example.com"));
    LONGS_EQUAL(401, login("ann@example.com", "192.0.2.2").status);
    LONGS_EQUAL(401, login("bob@example.com").status);
}

TEST(limits, take_a_64_of_ipv6_for_one_network)
{
    for (int i = 0; i < 10; ++i) login("ann@example.com", "2001:db8::" + std::to_string(i));
    refused(login("ann@example.com", "2001:db8::ffff:1:2:3"));
    LONGS_EQUAL(401, login("ann@example.com", "2001:db8:0:1::1").status);
}

TEST(limits, let_a_guesser_elsewhere_lock_nobody_out)
{
    house.enrol("ann@example.com");
    for (int i = 0; i < 150; ++i) login("ann@example.com", "198.51.100.66");
    LONGS_EQUAL(200, login("ann@example.com", "192.0.2.1", test::good_password).status);
}

TEST(limits, bound_guesses_at_one_account_from_many_networks)
{
    for (int i = 0; i < 100; ++i)
        LONGS_EQUAL(401, login("ann@example.com", "198.51.100." + std::to_string(i)).status);
    refused(login("ann@example.com", "198.51.100.200"));
}

TEST(limits, bound_one_network_over_all_accounts)
{
    login("warm@example.com");
    drain_all_buckets(299);
    LONGS_EQUAL(401, login("ann@example.com").status);
    refused(login("bob@example.com"));
    LONGS_EQUAL(401, login("bob@example.com", "192.0.2.2").status);
}

TEST(limits, open_again_when_the_window_is_over)
{
    for (int i = 0; i < 11; ++i) login("ann@example.com");
    house.sql("UPDATE budget SET started_at = started_at - interval '599 seconds'");
    refused(login("ann@example.com"));
    house.sql("UPDATE budget SET started_at = started_at - interval '2 seconds'");
    LONGS_EQUAL(401, login("ann@example.com").status);
}

TEST(limits, are_quiet_about_the_mails_of_an_address)
{
    house.enrol("ann@example.com");
    const std::string body = json({{"email", "ann@example.com"}});
    const auto first = call("/forgot-password", body, "192.0.2.1");
    const auto responses = test::crowd(
        50, [&](int i) { return call("/forgot-password", body, "192.0.2." + std::to_string(i)); });
    LONGS_EQUAL(50, test::with_status(responses, 200));
    for (const auto& response : responses) {
        STRCMP_EQUAL(first.body.c_str(), response.body.c_str());
        CHECK(first.headers == response.headers);
    }
    STRCMP_EQUAL("3", letters().c_str());
}

TEST(limits, count_both_kinds_of_mail_but_not_that_of_the_registration)
{
    house.enrol("ann@example.com");
    const std::string body = json({{"email", "ann@example.com"}});
    for (int i = 0; i < 2; ++i) call("/resend-verification", body, "192.0.2.1");
    for (int i = 0; i < 2; ++i) call("/forgot-password", body, "192.0.2.1");
    STRCMP_EQUAL("2 1", house
                            .sql("SELECT count(*) FILTER (WHERE letter = 'verify_email') || ' ' ||"
                                 " count(*) FILTER (WHERE letter = 'reset_password')"
                                 " FROM outbox WHERE sent_at IS NULL")
                            .c_str());
}

TEST(limits, are_loud_about_the_mails_of_a_network)
{
    call("/forgot-password", json({{"email", "warm@example.com"}}), "192.0.2.1");
    drain_all_buckets(100);
    refused(call("/forgot-password", json({{"email", "ann@example.com"}}), "192.0.2.1"));
    refused(call("/resend-verification", json({{"email", "bob@example.com"}}), "192.0.2.1"));
    LONGS_EQUAL(200, call("/forgot-password", json({{"email", "bob@example.com"}}), "192.0.2.2").status);
}

TEST(limits, bound_registrations_of_a_network)
{
    house.enrol("warm@example.com");
    drain_all_buckets(100);
    refused(call("/register", json({{"email", "ann@example.com"}, {"password", test::good_password}}),
                 "192.0.2.1"));
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM account").c_str());
}

TEST(limits, bound_guesses_at_mailed_tokens)
{
    const std::string token = json({{"token", "guess"}});
    LONGS_EQUAL(400, call("/verify-email", token, "192.0.2.1").status);
    drain_all_buckets(100);
    const std::string reset = json({{"token", "guess"}, {"new_password", test::good_password}});
    refused(call("/verify-email", token, "192.0.2.1"));
    refused(call("/verify-reset-token", token, "192.0.2.1"));
    refused(call("/reset-password", reset, "192.0.2.1"));
}

TEST(limits, do_not_spend_a_token_on_a_refused_call)
{
    house.enrol("ann@example.com");
    const std::string token = json({{"token", house.mailed_token("ann@example.com", "verify_email")}});
    drain_all_buckets(100);
    call("/verify-email", json({{"token", "guess"}}), "192.0.2.1");
    drain_all_buckets(100);
    refused(call("/verify-email", token, "192.0.2.1"));
    STRCMP_EQUAL("f", house.sql("SELECT verified_at IS NOT NULL FROM account").c_str());
}

TEST(limits, are_shared_by_all_contracts)
{
    for (int i = 0; i < 10; ++i) login("ann@example.com");
    LONGS_EQUAL(429, house
                         .post("hydracore", "/login",
                               json({{"email", "ann@example.com"}, {"password", "another horse battery"}}))
                         .status);
}

TEST(limits, count_nothing_for_a_call_that_fails_validation)
{
    for (int i = 0; i < 20; ++i) LONGS_EQUAL(422, login("ann@example.com", "192.0.2.1", "").status);
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM budget").c_str());
}

TEST(limits, keep_no_address_of_anyone)
{
    login("ann@example.com");
    STRCMP_EQUAL("16", house.sql("SELECT max(length(key)) FROM budget").c_str());
    STRCMP_EQUAL("3", house.sql("SELECT count(*) FROM budget").c_str());
}

TEST(limits, can_be_switched_off)
{
    test::House open{{{"RATE_LIMITS", "off"}}};
    const std::string body = json({{"email", "ann@example.com"}, {"password", "another horse battery"}});
    for (int i = 0; i < 15; ++i) LONGS_EQUAL(401, open.post("shipfastai", "/login", body).status);
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM budget").c_str());
}
