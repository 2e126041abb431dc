#include "handlers/measures.h"

#include <filesystem>
#include <fstream>

#include "handlers/contracts/contracts.h"
#include "handlers/exposition.h"
#include "tests/handlers/house.h"
#include "tests/prometheus.h"

#include <CppUTest/TestHarness.h>

using test::json;
using test::Scrape;

TEST_GROUP(measures)
{
    test::House house;

    Scrape scrape() const
    {
        return Scrape{exposition(house.service().measures->file(), std::nullopt)};
    }
    static std::string requests(const char* contract, const char* route, const char* status)
    {
        return std::string{"latchkey_requests_total{contract=\""} + contract + "\",route=\"" + route +
               "\",status=\"" + status + "\"}";
    }
};

TEST(measures, count_each_request_under_its_contract_row_and_status)
{
    house.enrol("ann@example.com");
    for (int i = 0; i < 3; ++i) house.get("shipfastai", "/me");
    house.get("hydracore", "/me");
    house.post("shipfastai", "/login", json({{"email", "ann@example.com"}, {"password", "wrong"}}));
    const auto told = scrape();
    LONGS_EQUAL(3, told.of(requests("shipfastai", "GET /me", "4xx")));
    LONGS_EQUAL(1, told.of(requests("hydracore", "GET /me", "4xx")));
    LONGS_EQUAL(1, told.of(requests("shipfastai", "POST /login", "4xx")));
    LONGS_EQUAL(0, told.of(requests("shipfastai", "POST /login", "2xx")));
    LONGS_EQUAL(1, told.of("latchkey_sign_ins_refused_total"));
}

TEST(measures, know_a_row_by_its_template_and_what_no_row_is_for_by_one_name)
{
    house.send(test::request("latchkey", "DELETE", "/sessions/0b0e7a54-3d6c-4c3e-9d0a-2f6c1f1f5a11"));
    house.get("latchkey", "/a-secret-path");
    house.get("latchkey", "/another?token=hidden");
    house.send(test::request("latchkey", "POST", "/health/live"));
    house.send(test::request("no-such-contract", "GET", "/me"));
    const auto told = scrape();
    LONGS_EQUAL(1, told.of(requests("latchkey", "DELETE /sessions/{id}", "4xx")));
    LONGS_EQUAL(3, told.of(requests("latchkey", "none", "4xx")));
    LONGS_EQUAL(1, told.of(requests("none", "none", "5xx")));
}

TEST(measures, say_of_every_row_whether_it_is_slow)
{
    house.enrol("ann@example.com");
    house.login("ann@example.com");
    house.get("shipfastai", "/me");
    const auto told = scrape();
    LONGS_EQUAL(2, told.of("latchkey_request_seconds_count{contract=\"shipfastai\",pace=\"slow\"}"));
    LONGS_EQUAL(1, told.of("latchkey_request_seconds_count{contract=\"shipfastai\",pace=\"quick\"}"));
}

TEST(measures, tell_of_connections_lanes_and_threads)
{
    house.enrol("ann@example.com");
    {
        const auto lease = house.service().pool.lease();
        const auto lane = house.service().lanes.enter(std::chrono::milliseconds{0});
        const auto told = scrape();
        LONGS_EQUAL(1, told.of("latchkey_database_connections"));
        LONGS_EQUAL(1, told.of("latchkey_hash_lanes_busy"));
    }
    const auto told = scrape();
    LONGS_EQUAL(0, told.of("latchkey_database_connections"));
    LONGS_EQUAL(0, told.of("latchkey_hash_lanes_busy"));
    LONGS_EQUAL(2, told.of("latchkey_hash_lanes"));
    LONGS_EQUAL(200, told.of("latchkey_threads"));
    LONGS_EQUAL(1, told.of("latchkey_workers"));
    CHECK(told.of("latchkey_database_wait_seconds_count") > 0);
    LONGS_EQUAL(2, told.of("latchkey_hash_wait_seconds_count"));
}

TEST(measures, tell_of_requests_for_which_no_lane_came_free)
{
    const auto one = house.service().lanes.enter(std::chrono::milliseconds{0});
    const auto two = house.service().lanes.enter(std::chrono::milliseconds{0});
    CHECK(!house.service().lanes.enter(std::chrono::milliseconds{0}));
    LONGS_EQUAL(1, scrape().of("latchkey_hash_refused_total"));
    LONGS_EQUAL(0, scrape().of("latchkey_hash_waiting"));
}

TEST(measures, count_the_reuse_of_a_refresh_token)
{
    test::House strict{{{"REFRESH_GRACE_SECONDS", "0"}}};
    strict.enrol("rea@example.com");
    const auto tokens = strict.login("rea@example.com");
    for (int i = 0; i < 2; ++i)
        strict.post("shipfastai", "/refresh", json({{"refresh_token", tokens.refresh}}));
    const Scrape told{exposition(strict.service().measures->file(), std::nullopt)};
    LONGS_EQUAL(1, told.of("latchkey_refresh_reuse_total"));
}

TEST(measures, count_what_a_limit_refused_also_where_nobody_is_told)
{
    test::House limited{{{"RATE_LIMITS", "on"}}};
    for (int i = 0; i < 5; ++i)
        limited.post("shipfastai", "/forgot-password", json({{"email", "limited@example.com"}}));
    for (int i = 0; i < 12; ++i)
        limited.post("shipfastai", "/login", json({{"email", "limited@example.com"}, {"password", "wrong"}}));
    const Scrape told{exposition(limited.service().measures->file(), std::nullopt)};
    LONGS_EQUAL(2, told.of("latchkey_limited_total{limit=\"mail_quietly\"}"));
    LONGS_EQUAL(2, told.of("latchkey_limited_total{limit=\"credentials\"}"));
    LONGS_EQUAL(0, told.of("latchkey_limited_total{limit=\"registration\"}"));
}

TEST(measures, count_broken_machinery)
{
    house.send(test::request("no-such-contract", "GET", "/me"));
    LONGS_EQUAL(1, scrape().of("latchkey_failures_total"));
}

TEST(measures, of_two_workers_are_added_up_whichever_is_asked)
{
    const auto shared = house.directory() + "/shared";
    test::House one{{{"METRICS_DIR", shared}}};
    test::House two{{{"METRICS_DIR", shared}}};
    for (int i = 0; i < 2; ++i) one.get("latchkey", "/health/live");
    for (int i = 0; i < 3; ++i) two.get("latchkey", "/health/live");
    for (test::House* const asked : {&one, &two}) {
        const Scrape told{exposition(asked->service().measures->file(), std::nullopt)};
        LONGS_EQUAL(5, told.of(requests("latchkey", "GET /health/live", "2xx")));
        LONGS_EQUAL(2, told.of("latchkey_workers"));
        LONGS_EQUAL(400, told.of("latchkey_threads"));
        LONGS_EQUAL(2, told.of("latchkey_hash_lanes"));   // of the host
    }
}

TEST(measures, are_off_with_one_line_in_the_log_where_there_is_no_place_and_no_request_fails)
{
    test::House nowhere{{{"METRICS_DIR", "/nonexistent/metrics"}}};
    for (int i = 0; i < 3; ++i) LONGS_EQUAL(200, nowhere.get("latchkey", "/health/live").status);
    LONGS_EQUAL(200, nowhere.get("metrics", "/metrics").status);
    const std::string log = nowhere.log();
    const auto first = log.find("metrics_off");
    CHECK(first != std::string::npos);
    CHECK(log.find("metrics_off", first + 1) == std::string::npos);
}

TEST(measures, begin_the_age_of_what_is_revoked_with_the_worker)
{
    CHECK(scrape().of("latchkey_revocation_age_seconds") < 5);
    house.service().measures->news_read(std::chrono::steady_clock::now() - std::chrono::seconds{60}, 7, 2);
    const auto told = scrape();
    CHECK(told.of("latchkey_revocation_age_seconds") >= 60);
    CHECK(told.of("latchkey_revocation_age_seconds") < 65);
    LONGS_EQUAL(7, told.of("latchkey_revocations"));
    LONGS_EQUAL(2, told.of("latchkey_bans"));
}

// Twice the room that today's rows take.
TEST(measures, have_room_for_more_rows)
{
    std::size_t values = 0;
    const auto all = house.service().measures->file()->all();
    for (const auto& seen : all) values += seen.values.size();
    CHECK(all.size() * 2 < 1024);
    CHECK(values * 2 < 8192);
    for (const auto& seen : all) CHECK_TEXT(seen.name.size() < 150, std::string{seen.name}.c_str());
}
