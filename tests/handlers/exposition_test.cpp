#include "handlers/exposition.h"

#include <set>

#include "fcgi/sys/version.h"
#include "handlers/contracts/contracts.h"
#include "handlers/measures.h"
#include "tests/handlers/house.h"
#include "tests/prometheus.h"

#include <CppUTest/TestHarness.h>

using test::Scrape;

TEST_GROUP(exposition)
{
    test::House house;

    std::string text(const std::optional<Queue>& queue = Queue{2, 90, 1}) const
    {
        return exposition(house.service().measures->file(), queue);
    }
};

TEST(exposition, is_what_prometheus_reads_before_and_after_requests)
{
    Scrape{text()};
    house.enrol("ann@example.com");
    house.get("shipfastai", "/me", house.login("ann@example.com").access);
    house.get("gate", "/check");
    const Scrape told{text()};
    CHECK(told.values().size() > 60);
}

TEST(exposition, tells_every_family_of_the_table)
{
    const Scrape told{text()};
    UNSIGNED_LONGS_EQUAL(families().size(), told.types().size());
    for (const Family& family : families())
        CHECK_TEXT(told.types().contains(std::string{family.name}), std::string{family.name}.c_str());
}

TEST(exposition, gives_a_value_to_every_family_that_needs_no_request_first)
{
    const Scrape told{text()};
    const std::set<std::string_view> later{"latchkey_requests_total", "latchkey_request_seconds"};
    for (const Family& family : families()) {
        if (later.contains(family.name)) continue;
        const std::string name{family.name};
        bool found = false;
        for (const auto& [series, value] : told.values()) found = found || series.starts_with(name);
        CHECK_TEXT(found, name.c_str());
    }
}

TEST(exposition, tells_what_waits_in_the_database_or_that_it_is_away)
{
    const Scrape told{text()};
    LONGS_EQUAL(1, told.of("latchkey_database_up"));
    LONGS_EQUAL(2, told.of("latchkey_mail_waiting"));
    LONGS_EQUAL(90, told.of("latchkey_mail_oldest_seconds"));
    LONGS_EQUAL(1, told.of("latchkey_mail_parked"));
    const Scrape away{text(std::nullopt)};
    CHECK(away.has("latchkey_database_up"));
    LONGS_EQUAL(0, away.of("latchkey_database_up"));
    CHECK(!away.has("latchkey_mail_waiting"));
}

TEST(exposition, names_the_version)
{
    LONGS_EQUAL(1, Scrape{text()}.of("latchkey_build_info{version=\"" + std::string{sys::version} + "\"}"));
    CHECK(sys::version[0] >= '0' && sys::version[0] <= '9');
}

// Whatever was asked, the labels are those of the tables.
TEST(exposition, has_no_label_that_a_client_made)
{
    house.enrol("ann@example.com");
    const auto tokens = house.login("ann@example.com");
    auto request = test::request("latchkey", "GET", "/sessions/hidden-in-the-path");
    request.query = "token=hidden-in-the-query";
    request.authorization = "Bearer " + tokens.access;
    request.user_agent = "hidden-in-the-agent";
    request.id = "hidden-in-the-id";
    request.client = "198.51.100.99";
    house.send(request);
    request.method = "HIDDEN";
    house.send(request);
    request.contracts = "hidden";
    house.send(request);
    const std::string told = text();
    for (const char* const secret : {"hidden", "HIDDEN", "ann@", "example.com", "198.51.100", "/sessions/h"})
        CHECK_TEXT(!told.contains(secret), secret);
    CHECK(!told.contains(tokens.access));
    std::set<std::string> rows{"none"};
    for (const Contract* contract : contracts::every())
        for (const Route& route : contract->routes)
            rows.insert(std::string{http::name(route.method)} + " " + std::string{route.path});
    const Scrape scrape{told};
    for (const auto& [series, value] : scrape.values()) {
        const auto at = series.find("route=\"");
        if (at == std::string::npos) continue;
        const auto row = series.substr(at + 7, series.find('"', at + 7) - at - 7);
        CHECK_TEXT(rows.contains(row), row.c_str());
    }
}

TEST(exposition, has_a_reference_with_every_family)
{
    const std::string page = metrics_reference();
    for (const Family& family : families())
        CHECK_TEXT(page.contains("| `" + std::string{family.name} + "` |"), std::string{family.name}.c_str());
}
