#include "fcgi/http/json_tree.h"
#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(openapi_sentence)
{
    test::House house;
};

TEST(openapi_sentence, prints_a_contract_and_what_is_mounted_with_it)
{
    const auto said = administer(house, "openapi shipfastai");
    LONGS_EQUAL(0, said.exit);
    const auto json = http::parse_json(said.out, 32);
    CHECK(json.has_value());
    const auto paths = *json->view().find("paths");
    CHECK(paths.find("/login").has_value());
    CHECK(paths.find("/sessions").has_value());
}

TEST(openapi_sentence, prints_the_same_as_a_page)
{
    const auto said = administer(house, "openapi hydracore --markdown");
    LONGS_EQUAL(0, said.exit);
    STRCMP_CONTAINS("# Latchkey: hydracore\n", said.out.c_str());
}

TEST(openapi_sentence, takes_nothing_but_the_name_of_a_contract)
{
    for (const char* words : {"openapi", "openapi nobody", "openapi hydracore bitcain"}) {
        const auto said = administer(house, words);
        LONGS_EQUAL(2, said.exit);
        STRCMP_EQUAL("", said.out.c_str());
        STRCMP_CONTAINS("usage: latchkey openapi ", said.err.c_str());
    }
    STRCMP_CONTAINS("hydracore", administer(house, "openapi nobody").err.c_str());
}
