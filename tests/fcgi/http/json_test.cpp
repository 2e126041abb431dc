#include "fcgi/http/json.h"

#include <cstdint>

#include "fcgi/http/json_tree.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using http::Json;

namespace {

// As it is written after it was read.
std::string again(std::string_view text)
{
    return Json::copy(http::parse_json(text).value().view()).text();
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
    CHECK(http::parse_json(Json::of(text).text())->view().text() == text);
}

TEST(http_json, reads_back_every_character_it_escapes)
{
    std::string text;
    for (char c = 1; c < 0x7f; ++c) text += c;
    CHECK(http::parse_json(Json::of(text).text())->view().text() == text);
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
    STRCMP_EQUAL("[0.1,1.5,1e+300,5e-324,1,0]", again("[0.1,1.50,1e300,5e-324,1.0,-0]").c_str());
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
    STRCMP_EQUAL(R"({"a":[1,{"b":"c"}],"d":[],"e":{},"f":[true,false,null]})",
                 again(R"({"a": [1, {"b": "c"}], "d": [], "e": {}, "f": [true, false, null]})").c_str());
}

TEST(http_json, nests_objects_and_lists)
{
    Json inner;
    inner.with("k", "v");
    Json list = Json::array();
    list.add(inner).add(Json::array()).add(Json::of(7));
    Json outer;
    outer.with("inner", inner).with("list", list).with("last", true);
    STRCMP_EQUAL(R"({"inner":{"k":"v"},"list":[{"k":"v"},[],7],"last":true})", outer.text().c_str());
}

TEST(http_json, is_empty_until_something_is_in_it)
{
    Json json, list = Json::array();
    CHECK(json.is_empty());
    CHECK(list.is_empty());
    CHECK_FALSE(json.with("a", nullptr).is_empty());
    CHECK_FALSE(list.add(Json::of("")).is_empty());
    CHECK_FALSE(Json::of(std::int64_t{1}).is_empty());
}

TEST(http_json, stays_as_it_was_when_it_refuses)
{
    Json json, list = Json::array();
    json.with("a", 1);
    CHECK_THROWS(sys::Failure, json.with("b", "\xff"));
    CHECK_THROWS(sys::Failure, json.with("\xff", "b"));
    CHECK_THROWS(sys::Failure, json.with("b", std::int64_t{1} << 60));
    CHECK_THROWS(sys::Failure, json.add(list));
    CHECK_THROWS(sys::Failure, list.with("a", json));
    STRCMP_EQUAL(R"({"a":1})", json.text().c_str());
    STRCMP_EQUAL("[]", list.text().c_str());
}
