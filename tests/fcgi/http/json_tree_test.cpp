#include "fcgi/http/json_tree.h"

#include <cstdint>
#include <iterator>
#include <string>

#include <CppUTest/TestHarness.h>

using http::JsonTree;
using http::JsonView;

namespace {

JsonTree parsed(std::string_view text)
{
    auto json = http::parse_json(text);
    CHECK_TRUE(json.has_value());
    return std::move(*json);
}

}   // namespace

TEST_GROUP(http_json_tree){};

TEST(http_json_tree, tells_the_kinds_apart)
{
    const JsonTree json = parsed(R"([null,true,false,1.5,"s",[],{}])");
    const JsonView::Kind kinds[] = {JsonView::null,   JsonView::boolean, JsonView::boolean, JsonView::number,
                                    JsonView::string, JsonView::array,   JsonView::object};
    CHECK_EQUAL(std::size(kinds), json.view().size());
    for (std::size_t i = 0; i < std::size(kinds); ++i) LONGS_EQUAL(kinds[i], json.view().at(i).kind());
    CHECK(json.view().at(1).truth());
    CHECK_FALSE(json.view().at(2).truth());
    CHECK_FALSE(json.view().at(3).truth());
    CHECK(json.view().at(4).text() == "s");
    CHECK(json.view().at(3).text().empty());
    DOUBLES_EQUAL(1.5, json.view().at(3).floating(), 0);
    DOUBLES_EQUAL(0, json.view().at(4).floating(), 0);
}

TEST(http_json_tree, finds_members_by_their_exact_name_only)
{
    using namespace std::string_view_literals;
    const JsonTree json = parsed(R"({"EMAIL":1,"email":2,"nothing":null})");
    CHECK_EQUAL(2, *json.view().find("email")->integer());
    CHECK_EQUAL(1, *json.view().find("EMAIL")->integer());
    CHECK_FALSE(json.view().find("Email").has_value());
    CHECK_FALSE(json.view().find("emai").has_value());
    CHECK_FALSE(json.view().find("email\0"sv).has_value());
    CHECK(json.view().find("nothing").has_value());
    CHECK_FALSE(json.view().find("email")->find("email").has_value());
}

TEST(http_json_tree, walks_members_in_the_order_of_the_text)
{
    const JsonTree json = parsed(R"({"b":1,"a":[2],"c":{}})");
    std::string seen;
    for (auto item = json.view().first(); item; item = item->next()) seen += item->name();
    STRCMP_EQUAL("bac", seen.c_str());
    CHECK(json.view().find("a")->first()->name().empty());
    CHECK_FALSE(json.view().find("c")->first().has_value());
    CHECK_EQUAL(3, json.view().size());
}

TEST(http_json_tree, gives_integers_only_where_a_double_is_sure_of_them)
{
    const JsonTree json = parsed(R"([0,-7,1.0,1e3,9007199254740991,-9007199254740991,)"
                                 R"(1.5,9007199254740992,9007199254740993,1e300,"1",true])");
    const std::int64_t good[] = {0, -7, 1, 1000, 9007199254740991, -9007199254740991};
    auto item = json.view().first();
    for (const std::int64_t number : good) {
        CHECK(item->integer() == number);
        item = item->next();
    }
    for (; item; item = item->next()) CHECK_FALSE(item->integer().has_value());
}
