#include "fcgi/http/json.h"

#include <cjson/cJSON.h>

#include <cstdlib>
#include <new>

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using http::Json;
using http::JsonView;

namespace {

int allocations_left;

void* scarce_malloc(std::size_t size)
{
    return allocations_left-- > 0 ? std::malloc(size) : nullptr;
}

// cJSON gets that many allocations and no more, until this goes out of scope.
struct Scarcity {
    explicit Scarcity(int allocations)
    {
        allocations_left = allocations;
        cJSON_Hooks hooks{scarce_malloc, std::free};
        cJSON_InitHooks(&hooks);
    }
    ~Scarcity() { cJSON_InitHooks(nullptr); }
};

std::string sample()
{
    Json list = Json::array();
    list.add(Json::of("x")).add(Json::null());
    return Json{}.with("a", 1).with("b", "text").with("c", std::move(list)).with("d", true).text();
}

Json parsed(std::string_view text)
{
    auto json = http::parse_json(text);
    CHECK_TRUE(json.has_value());
    return std::move(*json);
}

}   // namespace

TEST_GROUP(http_json){};

TEST(http_json, keeps_members_in_the_order_of_the_calls)
{
    const Json json = std::move(Json{}.with("z", "1").with("a", 2).with("m", nullptr).with("b", false));
    STRCMP_EQUAL(R"({"z":"1","a":2,"m":null,"b":false})", json.text().c_str());
}

TEST(http_json, prints_empty_values)
{
    STRCMP_EQUAL("{}", Json{}.text().c_str());
    STRCMP_EQUAL("[]", Json::array().text().c_str());
    STRCMP_EQUAL("null", Json::null().text().c_str());
    STRCMP_EQUAL(R"("")", Json::of("").text().c_str());
}

TEST(http_json, takes_over_what_is_printed_already)
{
    http::Json json;
    json.with("a", http::Json::printed(R"({"b": [1]})"));
    STRCMP_EQUAL(R"({"a":{"b": [1]}})", json.text().c_str());
}

TEST(http_json, nests_what_is_moved_in)
{
    Json inner;
    inner.with("k", "v");
    const cJSON* const node = inner.view().node();
    Json outer;
    outer.with("inner", std::move(inner));
    STRCMP_EQUAL(R"({"inner":{"k":"v"}})", outer.text().c_str());
    POINTERS_EQUAL(node, outer.view().find("inner")->node());   // moved, not copied
}

TEST(http_json, writes_an_absent_optional_as_null)
{
    const std::optional<std::string> absent, present = "here";
    STRCMP_EQUAL(R"({"a":null,"b":"here"})", Json{}.with("a", absent).with("b", present).text().c_str());
}

TEST(http_json, escapes_quotes_backslashes_and_control_characters_only)
{
    STRCMP_EQUAL(R"("\"\\/\b\f\n\r\t\u0001\u001f)"
                 "\x7f<>&'\"",
                 Json::of("\"\\/\b\f\n\r\t\x01\x1f\x7f<>&'").text().c_str());
    STRCMP_EQUAL(R"({"\"\n":1})", Json{}.with("\"\n", 1).text().c_str());
}

TEST(http_json, carries_utf8_of_every_length_as_it_is)
{
    const std::string text = "\x7f\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff";
    STRCMP_EQUAL(('"' + text + '"').c_str(), Json::of(text).text().c_str());
    CHECK(parsed(Json::of(text).text()).view().text() == text);
}

TEST(http_json, reads_back_every_character_it_escapes)
{
    std::string text;
    for (char c = 1; c < 0x7f; ++c) text += c;
    CHECK(parsed(Json::of(text).text()).view().text() == text);
}

TEST(http_json, escapes_a_character_wherever_it_stands)
{
    for (const std::string_view around : {"-", "\x7f", "\u00e9"})
        for (char c = 1; c < 0x7f; ++c)
            for (std::size_t before = 0; before < 18; ++before) {
                std::string head, tail;
                for (std::size_t i = 0; i < 18; ++i) (i < before ? head : tail) += around;
                std::string alone = Json::of(std::string(1, c)).text();
                alone = alone.substr(1, alone.size() - 2);
                CHECK(Json::of(head + c + tail).text() == '"' + head + alone + tail + '"');
            }
}

TEST(http_json, prints_a_text_without_a_tree_as_with_one)
{
    std::string printed = "{";
    Json::print_text(printed, "a \"text\"\n\u00e9");
    STRCMP_EQUAL(("{" + Json::of("a \"text\"\n\u00e9").text()).c_str(), printed.c_str());
    CHECK_THROWS(sys::Failure, Json::print_text(printed, "\xff"));
    CHECK_THROWS(sys::Failure, Json::print_text(printed, std::string_view{"a\0b", 3}));
}

TEST(http_json, refuses_text_that_is_not_utf8_or_has_a_nul)
{
    using namespace std::string_view_literals;
    CHECK_THROWS(sys::Failure, Json::of("a\0b"sv));
    CHECK_THROWS(sys::Failure, Json::of("\xff"));
    CHECK_THROWS(sys::Failure, Json::of("\xc3"));
    CHECK_THROWS(sys::Failure, Json::of("\xed\xa0\x80"));   // a surrogate
    Json json;
    CHECK_THROWS(sys::Failure, json.with("a", "a\0"sv));
    CHECK_THROWS(sys::Failure, json.with("\xff", 1));
    STRCMP_EQUAL("{}", json.text().c_str());
}

TEST(http_json, prints_whole_numbers_as_integers_up_to_two_to_the_53)
{
    const auto printed = [](std::int64_t number) { return Json{}.with("n", number).text(); };
    STRCMP_EQUAL(R"({"n":0})", printed(0).c_str());
    STRCMP_EQUAL(R"({"n":-1})", printed(-1).c_str());
    STRCMP_EQUAL(R"({"n":1763636400})", printed(1763636400).c_str());
    STRCMP_EQUAL(R"({"n":1000000000000000})", printed(1000000000000000).c_str());
    STRCMP_EQUAL(R"({"n":9007199254740991})", printed(9007199254740991).c_str());
    STRCMP_EQUAL(R"({"n":9007199254740992})", printed(9007199254740992).c_str());
    STRCMP_EQUAL(R"({"n":-9007199254740992})", printed(-9007199254740992).c_str());
}

TEST(http_json, refuses_numbers_it_could_not_print_exactly)
{
    Json json;
    CHECK_THROWS(sys::Failure, json.with("n", std::int64_t{9007199254740993}));
    CHECK_THROWS(sys::Failure, json.with("n", INT64_MIN));
}

TEST(http_json, prints_parsed_fractions_so_that_they_read_back_the_same)
{
    STRCMP_EQUAL("[0.1,1.5,1e+300,5e-324,1,0]", parsed("[0.1,1.50,1e300,5e-324,1.0,-0]").text().c_str());
}

TEST(http_json, refuses_members_outside_objects_and_elements_outside_arrays)
{
    Json list = Json::array(), object, text = Json::of("x");
    CHECK_THROWS(sys::Failure, list.with("a", 1));
    CHECK_THROWS(sys::Failure, object.add(Json{}));
    CHECK_THROWS(sys::Failure, text.with("a", 1));
    CHECK_THROWS(sys::Failure, text.add(Json{}));
}

TEST(http_json, copies_deeply)
{
    std::optional<Json> original = parsed(R"({"a":[1,{"b":"c"}]})");
    const Json copy = Json::copy(*original->view().find("a"));
    original.reset();
    STRCMP_EQUAL(R"([1,{"b":"c"}])", copy.text().c_str());
}

TEST(http_json, throws_bad_alloc_whichever_allocation_fails)
{
    const std::string expected = sample();
    int failures = 0;
    for (bool done = false; !done; failures += !done) {
        const Scarcity scarcity{failures};
        try {
            STRCMP_EQUAL(expected.c_str(), sample().c_str());
            done = true;
        } catch (const std::bad_alloc&) {
        }
        CHECK(failures < 100);
    }
    CHECK(failures >= 9);   // a node and a name each at least
}

TEST(http_json, tells_the_kinds_apart)
{
    const Json json = parsed(R"([null,true,false,1.5,"s",[],{}])");
    const JsonView::Kind kinds[] = {JsonView::null,   JsonView::boolean, JsonView::boolean, JsonView::number,
                                    JsonView::string, JsonView::array,   JsonView::object};
    CHECK_EQUAL(std::size(kinds), json.view().size());
    for (std::size_t i = 0; i < std::size(kinds); ++i) LONGS_EQUAL(kinds[i], json.view().at(i).kind());
    CHECK(json.view().at(1).truth());
    CHECK_FALSE(json.view().at(2).truth());
    CHECK_FALSE(json.view().at(3).truth());
    CHECK(json.view().at(4).text() == "s");
    CHECK(json.view().at(3).text().empty());
}

TEST(http_json, finds_members_by_their_exact_name_only)
{
    using namespace std::string_view_literals;
    const Json json = parsed(R"({"EMAIL":1,"email":2,"nothing":null})");
    CHECK_EQUAL(2, *json.view().find("email")->integer());
    CHECK_EQUAL(1, *json.view().find("EMAIL")->integer());
    CHECK_FALSE(json.view().find("Email").has_value());
    CHECK_FALSE(json.view().find("emai").has_value());
    CHECK_FALSE(json.view().find("email\0"sv).has_value());
    CHECK(json.view().find("nothing").has_value());
    CHECK_FALSE(json.view().find("email")->find("email").has_value());
}

TEST(http_json, walks_members_in_the_order_of_the_text)
{
    const Json json = parsed(R"({"b":1,"a":[2],"c":{}})");
    std::string seen;
    for (auto item = json.view().first(); item; item = item->next()) seen += item->name();
    STRCMP_EQUAL("bac", seen.c_str());
    CHECK(json.view().find("a")->first()->name().empty());
    CHECK_FALSE(json.view().find("c")->first().has_value());
    CHECK_EQUAL(3, json.view().size());
}

TEST(http_json, gives_integers_only_where_a_double_is_sure_of_them)
{
    const Json json = parsed(R"([0,-7,1.0,1e3,9007199254740991,-9007199254740991,)"
                             R"(1.5,9007199254740992,9007199254740993,1e300,"1",true])");
    const std::int64_t good[] = {0, -7, 1, 1000, 9007199254740991, -9007199254740991};
    auto item = json.view().first();
    for (const std::int64_t number : good) {
        CHECK(item->integer() == number);
        item = item->next();
    }
    for (; item; item = item->next()) CHECK_FALSE(item->integer().has_value());
}
