#include "handlers/route_index.h"

#include <ctime>

#include <algorithm>

#include <CppUTest/TestHarness.h>

namespace {

// A contract of many rows that all lie in one folder.
struct Crowded {
    explicit Crowded(int size)
    {
        for (int i = 0; i < size; ++i) paths.push_back("/things/number-" + std::to_string(i));
        for (const std::string& path : paths)
            routes.push_back({http::Method::get, path, {}, Caller::anyone, Limit::relaxed, {}});
        contract.routes = routes;
        index = std::make_unique<RouteIndex>(contract);
    }
    // CPU time of looking that often, in microseconds; the least of several rounds.
    double cost(int times) const
    {
        double least = 1e9;
        for (int round = 0; round < 9; ++round) {
            const auto begin = std::clock();
            for (int i = 0; i < times; ++i)
                if (!index->find(paths[std::size_t(i) * 7919 % paths.size()]).rows) return 0;
            least = std::min(least, 1e6 * double(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        return least;
    }

    std::vector<std::string> paths;
    std::vector<Route> routes;
    Contract contract{.name = "crowded", .routes = {}, .word = nullptr};
    std::unique_ptr<RouteIndex> index;
};

}   // namespace

TEST_GROUP(route_index){};

TEST(route_index, finds_each_of_ten_thousand_rows)
{
    const Crowded many{10'000};
    for (const std::string& path : many.paths) {
        const auto match = many.index->find(path);
        CHECK_TEXT(match.rows && match.rows->size() == 1, path.c_str());
        STRCMP_EQUAL(path.c_str(), std::string{match.rows->front()->path}.c_str());
    }
}

// Looking at one row after the other would cost a thousand times as much.
TEST(route_index, finds_one_of_ten_thousand_rows_about_as_fast_as_one_of_ten)
{
    const Crowded few{10}, many{10'000};
    const double small = few.cost(20'000), large = many.cost(20'000);
    CHECK(small > 0 && large > 0);
    CHECK_TEXT(large < 20 * small, (std::to_string(small) + " and " + std::to_string(large) + " us").c_str());
}
