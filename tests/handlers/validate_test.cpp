#include "handlers/validate.h"

#include "handlers/contracts/framework.h"
#include "handlers/rules.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

static constexpr Fields account_fields{{"email", Key::email, rules::email},
                                       {"password", Key::password, rules::new_password},
                                       {"full_name", Key::full_name, rules::full_name, Field::nullable}};
static constexpr Fields nothing_needed{
    {"refresh_token", Key::refresh_token, rules::signed_token, Field::optional}};
static constexpr Fields in_query{{"token", Key::token, rules::mailed_token, Field::required, From::query}};

TEST_GROUP(validate)
{
    http::Request request = test::request("shipfastai", "POST", "/register");

    Result<Input> validated(const Fields& fields, const std::string& body)
    {
        request.body = body;
        auto read = read_body(fields, request);
        if (!read) return std::unexpected{std::move(read.error())};
        return validate(fields, *read, request);
    }
    // The 422 as clients see it.
    std::string items(const Fields& fields, const std::string& body)
    {
        const auto result = validated(fields, body);
        if (result) return "(accepted)";
        return contracts::worded({422, ""}, result.error(), contracts::ItemKeys::five).body->text();
    }
    void refused(const std::string& body, const std::string& expected)
    {
        STRCMP_EQUAL((R"({"detail":[)" + expected + "]}").c_str(), items(account_fields, body).c_str());
    }
    void accepted(const Fields& fields, const std::string& body)
    {
        STRCMP_EQUAL("(accepted)", items(fields, body).c_str());
    }
    static std::string with(const std::string& email, const std::string& password = R"("correct horse")",
                            const std::string& name = "null")
    {
        return R"({"email":)" + email + R"(,"password":)" + password + R"(,"full_name":)" + name + "}";
    }
};

static constexpr const char* no_body =
    R"({"type":"missing","loc":["body"],"msg":"Field required","input":null})";
static constexpr const char* no_object =
    R"({"type":"model_attributes_type","loc":["body"],)"
    R"("msg":"Input should be a valid dictionary or object to extract fields from","input":null})";

TEST(validate, gives_what_passed_in_the_form_handlers_get_it)
{
    const auto input =
        validated(account_fields, with(R"(" Ann@EXAMPLE.com ")", R"("  blanks  ")", R"("Ann")"));
    STRCMP_EQUAL("Ann@example.com", std::string{(*input)[Key::email]}.c_str());
    STRCMP_EQUAL("  blanks  ", std::string{(*input)[Key::password]}.c_str());
    STRCMP_EQUAL("Ann", input->maybe(Key::full_name)->c_str());
    CHECK_FALSE(input->has(Key::token));
}

TEST(validate, ignores_fields_the_row_does_not_declare)
{
    accepted(account_fields,
             R"({"email":"a@example.com","password":"correct horse","is_admin":true,"x":[{}]})");
}

TEST(validate, reports_every_failing_field_in_the_order_declared)
{
    refused(R"({"full_name":7,"password":"short","email":"nonsense"})",
            R"({"type":"value_error","loc":["body","email"],"msg":"value is not a valid email address: )"
            R"(An email address must have an @-sign.","input":"nonsense",)"
            R"("ctx":{"reason":"An email address must have an @-sign."}},)"
            R"({"type":"string_too_short","loc":["body","password"],)"
            R"("msg":"String should have at least 8 characters","input":null,"ctx":{"min_length":8}},)"
            R"({"type":"string_type","loc":["body","full_name"],"msg":"Input should be a valid string",)"
            R"("input":7})");
}

TEST(validate, says_missing_without_the_object_around)
{
    refused("{}", R"({"type":"missing","loc":["body","email"],"msg":"Field required","input":null},)"
                  R"({"type":"missing","loc":["body","password"],"msg":"Field required","input":null})");
    refused(R"({"password":"correct horse"})",
            R"({"type":"missing","loc":["body","email"],"msg":"Field required","input":null})");
}

TEST(validate, takes_names_in_their_exact_case)
{
    refused(R"({"EMAIL":"a@example.com","email ":"a@example.com","password":"correct horse"})",
            R"({"type":"missing","loc":["body","email"],"msg":"Field required","input":null})");
}

TEST(validate, takes_no_other_type_for_a_text)
{
    for (const char* value : {"null", "7", "1.5", "true", "[\"a@example.com\"]", "{\"a\":\"b\"}"})
        refused(with(value), R"({"type":"string_type","loc":["body","email"],)"
                             R"("msg":"Input should be a valid string","input":)" +
                                 std::string{value} + "}");
}

TEST(validate, never_echoes_a_secret)
{
    const auto secret = [&](const std::string& value, const std::string& expected) {
        refused(with(R"("a@example.com")", value), expected);
    };
    for (const char* value : {"null", "12345678", "[\"correct horse\"]", "{\"a\":\"correct horse\"}"})
        secret(value, R"({"type":"string_type","loc":["body","password"],)"
                      R"("msg":"Input should be a valid string","input":null})");
    secret('"' + std::string(129, 'x') + '"',
           R"({"type":"string_too_long","loc":["body","password"],)"
           R"("msg":"String should have at most 128 characters","input":null,"ctx":{"max_length":128}})");
    secret(R"("")",
           R"({"type":"string_too_short","loc":["body","password"],)"
           R"("msg":"String should have at least 8 characters","input":null,"ctx":{"min_length":8}})");
}

TEST(validate, counts_characters_and_not_bytes)
{
    accepted(account_fields, with(R"("a@example.com")", R"("ääääöööö")"));
    accepted(account_fields, with(R"("a@example.com")", R"("😀😀😀😀😀😀😀\ud83d\ude00")"));
    CHECK(items(account_fields, with(R"("a@example.com")", R"("äääöööö")")) != "(accepted)");
}

TEST(validate, speaks_of_one_character_in_the_singular)
{
    static constexpr Fields one{{"token", Key::token, rules::mailed_token}};
    STRCMP_EQUAL(R"({"detail":[{"type":"string_too_short","loc":["body","token"],)"
                 R"("msg":"String should have at least 1 character","input":null,"ctx":{"min_length":1}}]})",
                 items(one, R"({"token":""})").c_str());
}

TEST(validate, lets_null_stand_for_absent_only_where_the_row_says_so)
{
    CHECK_FALSE(validated(account_fields, with(R"("a@example.com")"))->has(Key::full_name));
    accepted(nothing_needed, "{}");
    CHECK(items(nothing_needed, R"({"refresh_token":null})").find("string_type") != std::string::npos);
}

TEST(validate, asks_for_a_body_where_a_field_is_needed)
{
    refused("", no_body);
    refused("null", no_body);
    refused(" null ", no_body);
    accepted(nothing_needed, "");
    accepted(nothing_needed, "null");
}

TEST(validate, asks_for_an_object)
{
    for (const char* body : {"[]", "[{\"email\":\"a@example.com\"}]", "\"text\"", "7", "true"})
        refused(body, no_object);
    STRCMP_EQUAL((R"({"detail":[)" + std::string{no_object} + "]}").c_str(),
                 items(nothing_needed, "[]").c_str());
}

TEST(validate, asks_for_json_by_its_content_type)
{
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                             "application/jsonx", "json", "text/json"})
    {
        request.content_type = type;
        refused(with(R"("a@example.com")"), no_object);
    }
    for (const char* type : {"", "application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
                             "application/problem+json", " application/json "})
    {
        request.content_type = type;
        accepted(account_fields, with(R"("a@example.com")"));
    }
    request.content_type = "text/plain";
    refused("", no_body);
}

TEST(validate, says_where_the_json_breaks)
{
    const auto broken = [&](const std::string& body, const std::string& offset, const std::string& error) {
        refused(body, R"({"type":"json_invalid","loc":["body",)" + offset +
                          R"(],"msg":"JSON decode error","input":{},"ctx":{"error":")" + error + R"("}})");
    };
    broken(R"({"email": })", "10", "Expecting value");
    broken("x", "0", "Expecting value");
    broken(R"({"ä": x})", "6", "Expecting value");
    broken(R"({"email":"a"} x)", "14", "Extra data");
    broken(R"({"email" "a"})", "9", "Expecting ':' delimiter");
}

TEST(validate, takes_no_json_that_means_two_things)
{
    for (const char* body :
         {R"({"email":"a@example.com","email":"b@example.com","password":"correct horse"})",
          R"({"email":"a\u0000@example.com","password":"correct horse"})",
          R"({"email":"\ud800@example.com","password":"correct horse"})",
          "{\"email\":\"a@example.com\",\"password\":\"correct\nhorse\"}",
          "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", R"({"a":1e999})"})
        STRCMP_CONTAINS(R"("type":"json_invalid")", items(account_fields, body).c_str());
}

TEST(validate, refuses_bytes_that_are_no_utf8_as_unreadable)
{
    const auto result = validated(account_fields, with("\"\xc3\x28@example.com\""));
    CHECK(result.error().fault == Fault::unreadable_body);
}

TEST(validate, reads_no_body_where_none_is_declared)
{
    accepted(Fields{}, "{not json");
    accepted(Fields{}, "\xff");
}

TEST(validate, finds_fields_in_the_query)
{
    request.query = "a=b&token=one%20two&token=three";
    STRCMP_EQUAL("one two", std::string{(*validated(in_query, ""))[Key::token]}.c_str());
    const std::string missing = R"({"detail":[{"type":"missing","loc":["query","token"],)"
                                R"("msg":"Field required","input":null}]})";
    for (const char* query : {"", "a=b", "Token=x", "token=%zz"}) {
        request.query = query;
        STRCMP_EQUAL(missing.c_str(), items(in_query, "").c_str());
    }
}

TEST(validate, takes_the_first_of_two_fields_that_came_with_a_value)
{
    static constexpr Fields both{
        {"refresh_token", Key::refresh_token, {Rule::text, 0, 4096, true}, Field::optional},
        {"refresh_token", Key::refresh_token, rules::signed_token, Field::optional, From::cookie}};
    request.cookie = "refresh_token=from-cookie";
    STRCMP_EQUAL(
        "from-body",
        std::string{(*validated(both, R"({"refresh_token":"from-body"})"))[Key::refresh_token]}.c_str());
    for (const char* body : {"", "{}", R"({"refresh_token":""})"})
        STRCMP_EQUAL("from-cookie", std::string{(*validated(both, body))[Key::refresh_token]}.c_str());
    request.cookie = "";
    CHECK_FALSE(validated(both, "{}")->has(Key::refresh_token));
}

TEST(validate, echoes_an_address_that_is_none)
{
    refused(with(R"("foo@")"),
            R"({"type":"value_error","loc":["body","email"],"msg":"value is not a valid email address: )"
            R"(There must be something after the @-sign.","input":"foo@",)"
            R"("ctx":{"reason":"There must be something after the @-sign."}})");
}
