#include "handlers/openapi/markdown.h"

#include "handlers/contracts/contracts.h"
#include "handlers/openapi/document.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(openapi_markdown){static std::string page(const Contract* contract){
    return openapi::markdown(http::parse_json(openapi::document({&contract, 1}).text(), 32).value().view());
}
}
;

TEST(openapi_markdown, has_a_section_for_every_row)
{
    for (const Contract* contract : contracts::all()) {
        const auto text = page(contract);
        for (const Route& route : contract->routes)
            STRCMP_CONTAINS(
                ("\n## " + std::string{http::name(route.method)} + " " + std::string{route.path} + "\n")
                    .c_str(),
                text.c_str());
    }
}

TEST(openapi_markdown, says_what_a_row_takes_and_answers)
{
    const auto text = page(&contracts::shipfastai);
    STRCMP_CONTAINS("| `full_name` | body | no | string, 0 to 200 characters or null |\n", text.c_str());
    STRCMP_CONTAINS("| 200 | session opened |  | [session_opened](#session_opened) |\n", text.c_str());
    STRCMP_CONTAINS("| 401 | wrong credentials |  | `{\"detail\":\"Incorrect email or password\"}` |\n",
                    text.c_str());
    STRCMP_CONTAINS("| 429 | too many requests | Retry-After | `{\"detail\":", text.c_str());
    STRCMP_CONTAINS("| `user.full_name` | yes | string or null |\n", text.c_str());
}

TEST(openapi_markdown, says_once_what_any_request_may_meet)
{
    const auto text = page(&contracts::hydracore);
    const auto first = text.find("| 413 |");
    CHECK(first != std::string::npos);
    CHECK(text.find("| 413 |", first + 1) == std::string::npos);
}

TEST(openapi_markdown, keeps_a_bar_inside_its_cell)
{
    const auto json = http::parse_json(
        R"({"info":{"title":"t","description":"d"},"x-other-requests":{},"paths":{},)"
        R"("components":{"schemas":{"s":{"properties":{"a":{"type":"string","enum":["x|y"]}}}}}})");
    STRCMP_CONTAINS("| `a` | no | one of `x\\|y` |", openapi::markdown(json->view()).c_str());
}
