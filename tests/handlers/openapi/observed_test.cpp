#include "handlers/openapi/observed.h"

#include <initializer_list>

#include <CppUTest/TestHarness.h>

TEST_GROUP(observed){static void expect(std::initializer_list<const char*> values,
                                        const char* schema){openapi::Observed observed;
for (const char* value : values) observed.see(http::parse_json(value)->view());
STRCMP_EQUAL(schema, observed.schema().text().c_str());
}
}
;

TEST(observed, tells_the_type_of_a_value)
{
    expect({R"("a")"}, R"({"type":"string"})");
    expect({"true"}, R"({"type":"boolean"})");
    expect({"null"}, R"({"type":"null"})");
    expect({"1"}, R"({"type":"integer"})");
    expect({"1", "1.5"}, R"({"type":"number"})");
}

TEST(observed, takes_what_is_null_in_one_for_nullable)
{
    expect({"null", R"("a")"}, R"({"type":["string","null"]})");
    expect({R"({"a":1})", R"({"a":null})"},
           R"({"type":"object","properties":{"a":{"type":["integer","null"]}},"required":["a"],)"
           R"("additionalProperties":false})");
}

TEST(observed, requires_only_the_members_that_all_objects_have)
{
    expect(
        {R"({"a":1,"b":1})", R"({"b":1})"},
        R"({"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["b"],)"
        R"("additionalProperties":false})");
}

TEST(observed, allows_no_members_that_it_never_saw)
{
    expect({"{}"}, R"({"type":"object","additionalProperties":false})");
}

TEST(observed, allows_any_members_where_a_specimen_says_so)
{
    expect({R"({"*":null})"}, R"({"type":"object"})");
    expect({R"({"a":1,"*":null})"},
           R"({"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]})");
}

TEST(observed, knows_ids_and_times_by_their_looks)
{
    expect({R"("5a9f1c77-0d0b-4e55-8a39-94e5b7f0a9c2")"}, R"({"type":"string","format":"uuid"})");
    expect({R"("2026-01-02T03:04:05Z")", R"("2026-01-02T03:04:05.678901Z")"},
           R"({"type":"string","format":"date-time"})");
    expect({R"("2026-01-02T03:04:05Z")", "null"}, R"({"type":["string","null"],"format":"date-time"})");
}

TEST(observed, takes_no_format_that_one_text_lacks)
{
    expect({R"("2026-01-02T03:04:05Z")", R"("never")"}, R"({"type":"string"})");
    expect({R"("2026-01-02T03:04:05.000000")"}, R"({"type":"string"})");
    expect({R"("never")", R"("2026-01-02T03:04:05Z")"}, R"({"type":"string"})");
}

TEST(observed, has_one_schema_for_all_elements)
{
    expect({"[1]", R"([null,"a"])"}, R"({"type":"array","items":{"type":["integer","string","null"]}})");
    expect({"[]"}, R"({"type":"array"})");
}

TEST(observed, takes_any_value_where_it_saw_every_kind)
{
    expect({"null", "true", "1", R"("a")", "[]", "{}"}, "{}");
}
