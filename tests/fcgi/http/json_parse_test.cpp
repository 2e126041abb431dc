#include <cjson/cJSON.h>

#include <cstdlib>
#include <new>
#include <string>

#include "fcgi/http/json.h"
#include "fcgi/http/json_scan.h"
#include "fcgi/http/json_tree.h"

#include <CppUTest/TestHarness.h>

using http::Json;
using http::parse_json;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view value = "Expecting value", extra = "Extra data", comma = "Expecting ',' delimiter",
                           colon = "Expecting ':' delimiter",
                           property = "Expecting property name enclosed in double quotes",
                           unterminated = "Unterminated string starting at",
                           control = "Invalid control character at", escape = "Invalid \\escape",
                           unicode = "Invalid \\uXXXX escape";
constexpr std::string_view duplicate = "Duplicate name", nul = "NUL escape", deep = "Nested too deeply",
                           surrogate = "Unpaired surrogate escape", range = "Number out of range";

struct Broken {
    std::string_view text;
    std::size_t offset;
    std::string_view words;
};

// Offsets and wording as json.loads of CPython 3.11 gives them.
constexpr Broken as_python[] = {
    {"", 0, value},
    {" ", 1, value},
    {"nul", 0, value},
    {"True", 0, value},
    {"undefined", 0, value},
    {"'a'", 0, value},
    {"é", 0, value},
    {"[é", 1, value},
    {"-", 0, value},
    {"--1", 0, value},
    {"+1", 0, value},
    {".5", 0, value},
    {"1.", 1, extra},
    {"1.e5", 1, extra},
    {"1e", 1, extra},
    {"1e+", 1, extra},
    {"01", 1, extra},
    {"-01", 2, extra},
    {"0x10", 1, extra},
    {"1 2", 2, extra},
    {"1,", 1, extra},
    {"{}}", 2, extra},
    {"[]]", 2, extra},
    {"{} x", 3, extra},
    {R"("a" "b")", 4, extra},
    {"[", 1, value},
    {"[1", 2, comma},
    {"[1 ", 3, comma},
    {"[,", 1, value},
    {"[,1]", 1, value},
    {"[1,]", 3, value},
    {"[1, ]", 4, value},
    {"[1,,2]", 3, value},
    {"[1 2]", 3, comma},
    {"[1}", 2, comma},
    {"[[1,2]", 6, comma},
    {"{", 1, property},
    {"{ ", 2, property},
    {"{,}", 1, property},
    {"{}{}", 2, extra},
    {"{a:1}", 1, property},
    {"{'a':1}", 1, property},
    {"{1:1}", 1, property},
    {R"({"a")", 4, colon},
    {R"({"a" )", 5, colon},
    {R"({"a"})", 4, colon},
    {R"({"a" 1})", 5, colon},
    {R"({"a";1})", 4, colon},
    {R"({"a":)", 5, value},
    {R"({"a":})", 5, value},
    {R"({"a": })", 6, value},
    {R"({"a":1)", 6, comma},
    {R"({"a":1,)", 7, property},
    {R"({"a":1,})", 7, property},
    {R"({"a":1 "b":2})", 7, comma},
    {R"({"a":1,"b"})", 10, colon},
    {R"({"a":1])", 6, comma},
    {R"({"a":tru})", 5, value},
    {R"({"a":1.})", 6, comma},
    {R"({"é":"€",x})", 9, property},
    {R"(")", 0, unterminated},
    {R"("abc)", 0, unterminated},
    {R"(["abc])", 1, unterminated},
    {R"({"abc)", 1, unterminated},
    {R"("\)", 0, unterminated},
    {R"("\")", 0, unterminated},
    {R"("\x")", 1, escape},
    {R"("é\x")", 2, escape},
    {R"("\u")", 2, unicode},
    {R"("\u12")", 2, unicode},
    {R"("\u1234)", 2, unicode},
    {R"("\u12x4")", 2, unicode},
    {R"("\uD83D\u12")", 8, unicode},
    {R"("😀\u00g0")", 3, unicode},
    {"\"a\tb\"", 2, control},
    {"{\"a\n\":1}", 3, control},
    {"\ufeff{}", 0, "Unexpected UTF-8 BOM (decode using utf-8-sig)"},
    {"{}\ufeff", 2, extra},
};

// What Python would let pass.
constexpr Broken stricter[] = {
    {"NaN", 0, value},
    {"[Infinity]", 1, value},
    {"[1, -Infinity]", 4, value},
    {"1e309", 0, range},
    {"[1,-1e999]", 3, range},
    {"1E+400", 0, range},
    {"1234567890123456789012345678901234567890123456789012345678901234", 0, range},
    {R"("\u0000")", 1, nul},
    {R"({"é\u0000":1})", 3, nul},
    {R"("\ud800")", 1, surrogate},
    {R"("a\uDFFFb")", 2, surrogate},
    {R"("\ud800\n")", 1, surrogate},
    {R"("\ud800\u0041")", 1, surrogate},
    {R"("\udc00\ud800")", 1, surrogate},
    {R"("\udbff\udbff")", 1, surrogate},
    {R"("\ud800\ue000")", 1, surrogate},
    {R"({"a":1,"a":1})", 7, duplicate},
    {R"({"a":1, "\u0061":2})", 8, duplicate},
    {R"({"é":{"x":1},"b":[{"x":2,"c":{"a":1,"é":2,"a":3}}]})", 42, duplicate},
    {R"([{"a":1},{"a":1},{"a":1,"b":2,"b":3}])", 30, duplicate},
    {R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"b":0})", 55, duplicate},
    {R"({"":1,"":2})", 6, duplicate},
};

void check_refused(const Broken& broken)
{
    const std::string text{broken.text};
    const auto json = parse_json(broken.text);
    CHECK_FALSE_TEXT(json.has_value(), text.c_str());
    STRCMP_EQUAL_TEXT(std::string{broken.words}.c_str(), std::string{json.error().text}.c_str(),
                      text.c_str());
    UNSIGNED_LONGS_EQUAL_TEXT(broken.offset, json.error().offset, text.c_str());
    CHECK_FALSE_TEXT(json.error().encoding, text.c_str());
}

std::string printed(std::string_view text, int depth = 16)
{
    const auto json = parse_json(text, depth);
    return json ? http::Json::copy(json->view()).text() : "refused: " + std::string{json.error().text};
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

int allocations_left;

void* scarce_malloc(std::size_t size)
{
    return allocations_left-- > 0 ? std::malloc(size) : nullptr;
}

}   // namespace

TEST_GROUP(http_json_parse){};

TEST(http_json_parse, words_and_places_syntax_errors_as_python_does)
{
    for (const Broken& broken : as_python) check_refused(broken);
}

TEST(http_json_parse, refuses_what_python_lets_pass)
{
    for (const Broken& broken : stricter) check_refused(broken);
}

TEST(http_json_parse, accepts_what_rfc_8259_allows)
{
    STRCMP_EQUAL(R"({"a":1,"b":[true,false,null]})",
                 printed(" {\"a\" : 1 ,\r\n\t\"b\":[true,false, null ]} ").c_str());
    STRCMP_EQUAL("[]", printed("[ ]").c_str());
    STRCMP_EQUAL("{}", printed("{\n}").c_str());
    STRCMP_EQUAL(R"("x")", printed(R"("x")").c_str());
    STRCMP_EQUAL("0", printed("-0").c_str());
    STRCMP_EQUAL("[12,-0.25,1500,0]", printed("[12,-0.25,1.5E3,0e-999]").c_str());
    STRCMP_EQUAL("0", printed("1e-400").c_str());
    STRCMP_EQUAL(R"({"":{"":""}})", printed(R"({"":{"":""}})").c_str());
}

TEST(http_json_parse, decodes_every_kind_of_escape)
{
    const auto json = parse_json(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u007f")");
    CHECK(json.has_value());
    CHECK(json->view().text() == "\"\\/\b\f\n\r\tA\u00e9\u20ac\U0001f600\x7f");
}

TEST(http_json_parse, tells_equal_names_in_different_objects_from_duplicates)
{
    STRCMP_EQUAL(R"({"a":{"a":{"a":1}},"A":[{"a":1},{"a":2}]})",
                 printed(R"({"a":{"a":{"a":1}},"A":[{"a":1},{"a":2}]})").c_str());
}

TEST(http_json_parse, says_so_when_the_bytes_are_not_utf8)
{
    for (const std::string_view bytes : {"\"\xff\""sv, "\"\xc0\x80\""sv, "\"\xed\xa0\x80\""sv,
                                         "\"\xf5\x80\x80\x80\""sv, "\xff\xfe{\0}\0"sv, "{}\xe2\x82"sv})
    {
        const auto json = parse_json(bytes);
        CHECK_FALSE(json.has_value());
        CHECK(json.error().encoding);
    }
}

TEST(http_json_parse, refuses_a_raw_nul_wherever_it_is)
{
    check_refused({"\0"sv, 0, value});
    check_refused({"{}\0"sv, 2, extra});
    check_refused({"{}\0{}"sv, 2, extra});
    check_refused({"[1\0]"sv, 2, comma});
    check_refused({"\"a\0\""sv, 2, control});
    check_refused({"{\0\"a\":1}"sv, 1, property});
}

TEST(http_json_parse, reads_only_the_bytes_it_was_given)
{
    const std::string_view longer = "[1,23]45";
    STRCMP_EQUAL("[1,23]", printed(longer.substr(0, 6)).c_str());
    STRCMP_EQUAL("4", printed(longer.substr(6, 1)).c_str());
    CHECK_FALSE(parse_json(longer.substr(0, 5)).has_value());
}

TEST(http_json_parse, bounds_the_depth)
{
    STRCMP_EQUAL(nested(16).c_str(), printed(nested(16)).c_str());
    const std::string too_deep = nested(17);
    check_refused({too_deep, 16, deep});
    STRCMP_EQUAL(R"([[{"a":{}}],[[[]]]])", printed(R"([[{"a":{}}],[[[]]]])", 4).c_str());
    CHECK_FALSE(parse_json(R"([[{"a":{}}]])", 3).has_value());
    CHECK(parse_json("1", 0).has_value());
    CHECK_FALSE(parse_json("[]", 0).has_value());
}

TEST(http_json_parse, stands_any_depth_of_nesting_whatever_limit_it_is_given)
{
    CHECK(parse_json(nested(1000), 1'000'000).has_value());
    CHECK_FALSE(parse_json(nested(1001), 1'000'000).has_value());
    CHECK_FALSE(parse_json(std::string(1'000'000, '['), 1'000'000).has_value());
}

TEST(http_json_parse, hands_cjson_the_longest_number_it_can_read_whole)
{
    const std::string fits = "0." + std::string(http::longest_json_number - 3, '0') + "1";
    const auto json = parse_json("[" + fits + "]");
    CHECK(json.has_value());
    CHECK(http::Json::copy(json->view()).text() == "[1e-61]");
    CHECK_FALSE(parse_json(fits + "0").has_value());
}

TEST(http_json_parse, finds_a_duplicate_among_thousands_of_names)
{
    std::string text = "{";
    for (int i = 0; i < 5000; ++i) text += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    CHECK(parse_json(text + "\"last\":0}").has_value());
    const std::string repeated = text + "\"k17\":0}";
    check_refused({repeated, text.size(), duplicate});
}

TEST(http_json_parse, throws_bad_alloc_whichever_allocation_fails)
{
    int failures = 0;
    for (bool done = false; !done; failures += !done) {
        allocations_left = failures;
        cJSON_Hooks hooks{scarce_malloc, std::free};
        cJSON_InitHooks(&hooks);
        try {
            done = parse_json(R"({"a":[1,"b",{"c":null}]})").has_value();
            CHECK(done);   // never an answer that blames the text
        } catch (const std::bad_alloc&) {
        }
        cJSON_InitHooks(nullptr);
        CHECK(failures < 100);
    }
    CHECK(failures >= 8);
}

TEST(http_json_parse, knows_where_each_name_starts)
{
    const std::string_view text = R"({ "a": {"b:\"":["c"]}, "d" :"e"})";
    UNSIGNED_LONGS_EQUAL(2, http::json_name_offset(text, 0));
    UNSIGNED_LONGS_EQUAL(text.find("\"b"), http::json_name_offset(text, 1));
    UNSIGNED_LONGS_EQUAL(text.find("\"d"), http::json_name_offset(text, 2));
}
