#include "handlers/openapi/show_document.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(show_document)
{
    test::House house;
};

TEST(show_document, describes_the_mount_that_was_asked)
{
    auto request = test::request("hydracore", "GET", "/openapi.json");
    request.mount = "/somewhere";
    const auto response = house.send(request);
    LONGS_EQUAL(200, response.status);
    const auto json = http::parse_json(response.body, 32);
    CHECK(json.has_value());
    STRCMP_EQUAL("3.1.0", std::string{json->view().find("openapi")->text()}.c_str());
    STRCMP_EQUAL("/somewhere",
                 std::string{json->view().find("servers")->first()->find("url")->text()}.c_str());
    CHECK(json->view().find("paths")->find("/verify-email").has_value());
}

TEST(show_document, is_a_row_of_every_mount)
{
    for (const char* names : {"shipfastai latchkey", "hydracore", "mechamental", "bitcain", "bitcain-keys",
                              "bitcain-kyc", "latchkey"})
    {
        LONGS_EQUAL(200, house.get(names, "/openapi.json").status);
        const auto refused = house.post(names, "/openapi.json", "{}");
        LONGS_EQUAL(405, refused.status);
        STRCMP_EQUAL("GET", test::header(refused, "Allow").c_str());
    }
}
