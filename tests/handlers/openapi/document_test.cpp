#include "handlers/openapi/document.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "fcgi/http/json_tree.h"
#include "handlers/contracts/contracts.h"
#include "handlers/openapi/documents.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(openapi_document){
    static http::JsonTree of(std::initializer_list<const Contract*> contracts){return std::move(
        http::parse_json(openapi::document({contracts.begin(), contracts.size()}).text(), 32).value());
}
// Follows names; fails the test where one is missing.
static http::JsonView at(http::JsonView value, std::initializer_list<std::string_view> names)
{
    for (const auto name : names) {
        const auto found = value.find(name);
        if (!found) FAIL(("there is no " + std::string{name}).c_str());
        value = *found;
    }
    return value;
}
static std::string text(http::JsonView value)
{
    return http::Json::copy(value).text();
}
}
;

TEST(openapi_document, has_every_row_of_every_contract)
{
    for (const Contract* contract : contracts::all()) {
        const auto document = of({contract});
        for (const Route& route : contract->routes) {
            std::string method{http::name(route.method)};
            std::ranges::transform(method, method.begin(),
                                   [](unsigned char c) { return char(std::tolower(c)); });
            at(document.view(), {"paths", route.path, method, "responses", "500"});
        }
    }
}

TEST(openapi_document, joins_the_rows_of_one_path_and_lets_the_first_contract_win)
{
    const auto one = of({&contracts::shipfastai, &contracts::hydracore});
    STRCMP_CONTAINS("Contract: shipfastai.",
                    text(at(one.view(), {"paths", "/login", "post", "description"})).c_str());
    const auto other = of({&contracts::hydracore, &contracts::shipfastai});
    STRCMP_CONTAINS("Contract: hydracore.",
                    text(at(other.view(), {"paths", "/login", "post", "description"})).c_str());
    STRCMP_CONTAINS("Contract: shipfastai.",
                    text(at(other.view(), {"paths", "/verify-reset-token", "post", "description"})).c_str());
}

TEST(openapi_document, keeps_what_differs_under_one_name_apart)
{
    const auto document = of({&contracts::hydracore, &contracts::bitcain});
    at(document.view(), {"components", "schemas", "session_opened"});
    at(document.view(), {"components", "schemas", "session_opened_2"});
}

TEST(openapi_document, tells_the_headers_of_answers)
{
    const auto document = of({&contracts::hydracore});
    const auto responses = at(document.view(), {"components", "responses"});
    STRCMP_EQUAL(R"({"required":true,"schema":{"type":"integer"}})",
                 text(at(responses, {"address_banned", "headers", "Retry-After"})).c_str());
    STRCMP_EQUAL(R"({"required":true,"schema":{"type":"string"}})",
                 text(at(responses, {"not_signed_in", "headers", "WWW-Authenticate"})).c_str());
    at(responses, {"wrong_method", "headers", "Allow"});
    at(document.view(), {"paths", "/login", "post", "responses", "200", "headers", "Set-Cookie"});
    CHECK_FALSE(at(document.view(), {"paths", "/token", "post", "responses", "200"}).find("headers"));
}

TEST(openapi_document, has_no_content_where_nothing_is_said)
{
    const auto document = of({&contracts::hydracore});
    CHECK_FALSE(at(document.view(), {"paths", "/logout", "post", "responses", "204"}).find("content"));
}

TEST(openapi_document, gives_each_wording_of_a_status_its_schema)
{
    const auto document = of({&contracts::bitcain});
    const auto schema = at(
        document.view(), {"components", "responses", "unreadable_body-repeated_header-bad_verification_token",
                          "content", "application/json", "schema", "anyOf"});
    LONGS_EQUAL(2, schema.size());
}

TEST(openapi_document, names_the_mount_as_its_server)
{
    const openapi::Documents documents{contracts::all()};
    const auto json = http::parse_json(documents.at("shipfastai latchkey", "/a\"b"), 32);
    STRCMP_EQUAL(R"([{"url":"/a\"b"}])", text(at(json->view(), {"servers"})).c_str());
    CHECK_FALSE(http::parse_json(documents.at("hydracore", ""), 32)->view().find("servers"));
}

TEST(openapi_document, is_printed_also_for_a_mount_that_nobody_foresaw)
{
    const openapi::Documents documents{contracts::all()};
    const auto foreseen = http::parse_json(documents.at("shipfastai latchkey", "/a"), 32);
    const auto printed = http::parse_json(documents.at("nobody latchkey shipfastai", "/a"), 32);
    STRCMP_EQUAL("Latchkey: shipfastai + latchkey",
                 std::string{at(foreseen->view(), {"info", "title"}).text()}.c_str());
    STRCMP_EQUAL("Latchkey: latchkey + shipfastai",
                 std::string{at(printed->view(), {"info", "title"}).text()}.c_str());
}
