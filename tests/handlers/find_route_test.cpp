#include "handlers/find_route.h"

#include "fcgi/sys/failure.h"
#include "handlers/contracts/contracts.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(find_route)
{
    const std::vector<RouteIndex> kept = contracts::indexed();

    Found find(const std::string& names, const std::string& method, const std::string& path) const
    {
        return find_route(kept, test::request(names, method, path));
    }
    static std::string contract(const Found& found)
    {
        return std::string{found.contract->name};
    }
};

TEST(find_route, finds_the_row_of_method_and_path)
{
    const auto found = find("shipfastai", "POST", "/login");
    CHECK(found.route != nullptr);
    STRCMP_EQUAL("/login", std::string{found.route->path}.c_str());
    STRCMP_EQUAL("shipfastai", contract(found).c_str());
}

TEST(find_route, takes_the_first_contract_that_fits)
{
    STRCMP_EQUAL("shipfastai", contract(find("shipfastai hydracore", "POST", "/login")).c_str());
    STRCMP_EQUAL("hydracore", contract(find("hydracore shipfastai", "POST", "/login")).c_str());
    STRCMP_EQUAL("shipfastai", contract(find("hydracore shipfastai", "POST", "/verify-reset-token")).c_str());
}

TEST(find_route, lets_the_first_contract_word_what_nobody_answers)
{
    const auto found = find("hydracore shipfastai", "GET", "/nowhere");
    CHECK(found.route == nullptr);
    STRCMP_EQUAL("hydracore", contract(found).c_str());
    STRCMP_EQUAL("", found.allow.c_str());
    CHECK_FALSE(found.slash_differs);
}

TEST(find_route, names_the_methods_of_a_path)
{
    for (const char* method : {"GET", "HEAD", "OPTIONS", "PUT", "post", "FOO", ""}) {
        const auto found = find("shipfastai", method, "/login");
        CHECK(found.route == nullptr);
        STRCMP_EQUAL("POST", found.allow.c_str());
    }
    STRCMP_EQUAL("GET", find("shipfastai", "POST", "/me").allow.c_str());
}

TEST(find_route, names_each_method_once)
{
    STRCMP_EQUAL("POST", find("shipfastai hydracore", "DELETE", "/login").allow.c_str());
}

TEST(find_route, notices_that_only_a_slash_differs)
{
    CHECK(find("shipfastai", "POST", "/login/").slash_differs);
    CHECK_FALSE(find("shipfastai", "POST", "/login//").slash_differs);
    CHECK_FALSE(find("shipfastai", "POST", "login").slash_differs);
    CHECK_FALSE(find("shipfastai", "POST", "").slash_differs);
}

TEST(find_route, compares_paths_byte_by_byte)
{
    for (const char* path :
         {"/LOGIN", "/login?x", "/login;x", "//login", "/./login", "/%6cogin", "/login\t", "/"})
        CHECK(find("shipfastai", "POST", path).route == nullptr);
    CHECK(find("shipfastai", "POST", std::string{"/login\0", 7}).route == nullptr);
}

TEST(find_route, passes_over_names_it_does_not_know)
{
    STRCMP_EQUAL("shipfastai", contract(find("later  shipfastai", "POST", "/login")).c_str());
}

TEST(find_route, is_broken_machinery_when_nginx_names_no_contract)
{
    CHECK_THROWS(sys::Failure, find("", "POST", "/login"));
    CHECK_THROWS(sys::Failure, find("ShipFastAI", "POST", "/login"));
    CHECK_THROWS(sys::Failure, find("shipfastai,hydracore", "POST", "/login"));
}

TEST(find_route, takes_a_segment_as_the_parameter_of_a_row)
{
    const auto found = find("latchkey", "DELETE", "/sessions/a%20b");
    CHECK(found.route != nullptr);
    LONGS_EQUAL(1, found.values.size());
    STRCMP_EQUAL("id", std::string{found.values[0].first}.c_str());
    STRCMP_EQUAL("a%20b", found.values[0].second.c_str());
}

TEST(find_route, takes_no_empty_segment_and_not_two_for_a_parameter)
{
    CHECK(find("latchkey", "DELETE", "/sessions/").route == nullptr);
    CHECK(find("latchkey", "DELETE", "/sessions/a/b").route == nullptr);
    CHECK(find("latchkey", "DELETE", "/sessions//").route == nullptr);
}

TEST(find_route, gives_a_rows_parameters_the_names_that_this_row_has_for_them)
{
    const Route rows[] = {
        {http::Method::get, "/things/{id}", {}, Caller::anyone, Limit::relaxed, {}},
        {http::Method::del, "/things/{name}", {}, Caller::anyone, Limit::relaxed, {}},
        {http::Method::get, "/things/{name}/parts/{part}", {}, Caller::anyone, Limit::relaxed, {}},
    };
    const Contract contract{.name = "things", .routes = rows, .word = nullptr};
    std::vector<RouteIndex> index;
    index.emplace_back(contract);
    const auto values = [&](const char* method, const char* path) {
        std::string text;
        for (const auto& [name, value] : find_route(index, test::request("things", method, path)).values)
            (((text += name) += '=') += value) += ' ';
        return text;
    };
    STRCMP_EQUAL("id=a ", values("GET", "/things/a").c_str());
    STRCMP_EQUAL("name=a ", values("DELETE", "/things/a").c_str());
    STRCMP_EQUAL("name=a part=b ", values("GET", "/things/a/parts/b").c_str());
}
