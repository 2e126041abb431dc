#include "tests/handlers/round_trips.h"

#include <algorithm>

#include "handlers/contracts/contracts.h"

#include <CppUTest/TestHarness.h>

using test::Cost;

static std::string named(std::string_view contract, std::string_view method, std::string_view path)
{
    return std::string{contract} + " " + std::string{method} + " " + std::string{path};
}

// Needs a provider who answers: tests/handlers/oauth.
static bool goes_abroad(const Route& route)
{
    return route.limit == Limit::sign_in;
}

TEST_GROUP(round_trips){};

TEST(round_trips, of_every_row_have_a_budget)
{
    for (const Contract* contract : contracts::all())
        for (const Route& route : contract->routes) {
            const auto row = named(contract->name, http::name(route.method), route.path);
            const auto stated = std::ranges::count_if(test::costs(), [&](const Cost& cost) {
                return named(cost.contract, cost.method, cost.path) == row;
            });
            LONGS_EQUAL_TEXT(goes_abroad(route) ? 0 : 1, stated, row.c_str());
        }
}

// Not one more, and not one less either: what got cheaper shall stay so.
TEST(round_trips, are_as_many_as_each_row_may_cost)
{
    std::string others;
    for (const Cost& cost : test::costs()) {
        const auto spent = test::spent(cost);
        if (spent.status >= 200 && spent.status < 400 && spent.round_trips == std::uint64_t(cost.budget))
            continue;
        others += named(cost.contract, cost.method, cost.path) + ": " + std::to_string(spent.round_trips) +
                  " of " + std::to_string(cost.budget) + ", answered " + std::to_string(spent.status) + "\n";
    }
    STRCMP_EQUAL("", others.c_str());
}

// What a front end waits for most often.
TEST(round_trips, are_one_for_reads_and_two_for_what_hashes_a_password)
{
    for (const Cost& cost : test::costs()) {
        const std::string path = cost.path;
        const auto row = named(cost.contract, cost.method, cost.path);
        if (cost.method == std::string{"GET"} || path == "/refresh" || path == "/switch-org")
            CHECK_TEXT(cost.budget <= 1, row.c_str());
        if (path == "/login" || path == "/register" || path == "/signup" || path == "/verify-email")
            CHECK_TEXT(cost.budget <= 2, row.c_str());
    }
}
