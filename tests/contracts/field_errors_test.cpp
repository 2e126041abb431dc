// Every way a field or a body can be wrong, as the two forms of a 422 word it: with five keys and with three.
#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

struct Item {
    std::string type, loc, msg, rest;   // rest: input and ctx, as JSON members
};

std::string five(const Item& item)
{
    return R"({"type":")" + item.type + R"(","loc":)" + item.loc + R"(,"msg":")" + item.msg + "\"," +
           item.rest + "}";
}

std::string three(const Item& item)
{
    return R"({"loc":)" + item.loc + R"(,"msg":")" + item.msg + R"(","type":")" + item.type + "\"}";
}

const std::string no_input = R"("input":null)";

}   // namespace

TEST_GROUP(field_errors)
{
    Mount d = shipfastai();
    Mount a = hydracore();

    void refused(const Sent& sent, const std::vector<Item>& items, const Here& at = Here::current())
    {
        std::string in_five, in_three;
        for (const Item& item : items) {
            in_five += (in_five.empty() ? "" : ",") + five(item);
            in_three += (in_three.empty() ? "" : ",") + three(item);
        }
        expect(d.send(sent), 422, R"({"detail":[)" + in_five + "]}", at);
        expect(a.send(sent), 422, R"({"detail":[)" + in_three + "]}", at);
    }
    Sent registering(const std::string& body)
    {
        return {"POST", "/register", body};
    }
    void email_refused(const std::string& email, const std::string& reason, const Here& at = Here::current())
    {
        const std::string echo = http::Json::of(email).text();
        refused(registering(object({{"email", email}, {"password", "long enough"}})),
                {{"value_error", R"(["body","email"])", "value is not a valid email address: " + reason,
                  R"("input":)" + echo + R"(,"ctx":{"reason":")" + reason + "\"}"}},
                at);
    }
    void bad_json(const std::string& body, const std::string& offset, const std::string& error,
                  const Here& at = Here::current())
    {
        refused(registering(body),
                {{"json_invalid", R"(["body",)" + offset + "]", "JSON decode error",
                  R"("input":{},"ctx":{"error":")" + error + "\"}"}},
                at);
    }
};

TEST(field_errors, name_every_missing_field_in_the_order_declared)
{
    const Item email{"missing", R"(["body","email"])", "Field required", no_input};
    const Item password{"missing", R"(["body","password"])", "Field required", no_input};

    refused(registering("{}"), {email, password});
    refused(registering(R"({"Email":"a@example.com","passwords":"x"})"), {email, password});
    refused(registering(R"({"password":"long enough"})"), {email});
}

TEST(field_errors, name_the_body_where_there_is_none)
{
    const Item body{"missing", R"(["body"])", "Field required", no_input};

    refused(registering(""), {body});
    refused({"POST", "/register"}, {body});
    refused(registering("null"), {body});
    refused(registering(" \n null "), {body});
}

TEST(field_errors, give_the_reason_why_an_address_is_none)
{
    email_refused("nobody", "An email address must have an @-sign.");
    email_refused("", "An email address must have an @-sign.");
    email_refused("foo@", "There must be something after the @-sign.");
    email_refused("@bar.com", "There must be something before the @-sign.");
    email_refused("foo@bar", "The part after the @-sign is not valid. It should have a period.");
    email_refused("a b@example.com",
                  "The email address contains invalid characters before the @-sign: SPACE.");
    email_refused("a..b@example.com", "An email address cannot have two periods in a row.");
}

TEST(field_errors, refuse_addresses_no_mail_can_reach)
{
    for (const std::string domain : {"example.test", "example.invalid", "my.localhost"})
        email_refused(
            "a@" + domain,
            "The part after the @-sign is a special-use or reserved name that cannot be used with email.");
}

TEST(field_errors, say_by_how_much_an_address_is_too_long)
{
    const std::string label(60, 'x');
    const std::string domain = label + "." + label + "." + label + ".example.com";   // 194 characters

    email_refused(std::string(64, 'a') + "@" + domain,
                  "The email address is too long (5 characters too many).");
}

TEST(field_errors, say_how_many_characters_are_wanted)
{
    const auto sent = [](const std::string& password) {
        return Sent{"POST", "/register", object({{"email", "a@example.com"}, {"password", password}})};
    };

    refused(sent("1234567"),
            {{"string_too_short", R"(["body","password"])", "String should have at least 8 characters",
              R"("input":null,"ctx":{"min_length":8})"}});
    refused(sent(std::string(129, 'x')),
            {{"string_too_long", R"(["body","password"])", "String should have at most 128 characters",
              R"("input":null,"ctx":{"max_length":128})"}});
}

TEST(field_errors, echo_what_is_no_string_but_never_a_secret)
{
    for (const std::string value : {"1", "-1.5", "true", "null", "[1,2]", R"({"a":"b"})"})
        refused(
            registering(R"({"email":)" + value + R"(,"password":)" + value + "}"),
            {{"string_type", R"(["body","email"])", "Input should be a valid string", R"("input":)" + value},
             {"string_type", R"(["body","password"])", "Input should be a valid string", no_input}});
}

TEST(field_errors, say_where_the_json_breaks_off)
{
    bad_json("{", "1", "Expecting property name enclosed in double quotes");
    bad_json(R"({"email": })", "10", "Expecting value");
    bad_json(R"({"é": x})", "6", "Expecting value");
    bad_json(R"({"a":1 "b":2})", "7", "Expecting ',' delimiter");
    bad_json(R"({"a" 1})", "5", "Expecting ':' delimiter");
    bad_json("{} x", "3", "Extra data");
    bad_json(R"({"a":"b)", "5", "Unterminated string starting at");
    bad_json(R"({"a":"\x"})", "6", "Invalid \\\\escape");
}

TEST(field_errors, refuse_json_that_two_readers_could_read_differently)
{
    bad_json(R"({"email":"a@example.com","email":"b@example.com"})", "25", "Duplicate name");
    bad_json(R"({"email":"a\u0000b"})", "11", "NUL escape");
    bad_json(R"({"email":"\ud800"})", "10", "Unpaired surrogate escape");
    bad_json("\xef\xbb\xbf{}", "0", "Unexpected UTF-8 BOM (decode using utf-8-sig)");
    bad_json(R"({"email":1e999})", "9", "Number out of range");
}

TEST(field_errors, refuse_a_body_that_is_no_object)
{
    const Item item{"model_attributes_type", R"(["body"])",
                    "Input should be a valid dictionary or object to extract fields from", no_input};

    for (const std::string body : {"[]", R"("text")", "1", "true", R"([{"email":"a@example.com"}])"})
        refused(registering(body), {item});
    for (const std::string type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
        refused({"POST",
                 "/register",
                 R"({"email":"a@example.com","password":"long enough"})",
                 {"Content-Type: " + type}},
                {item});
}

TEST(field_errors, come_before_anything_is_looked_up)
{
    const Person person = registered();

    LONGS_EQUAL(422, d.post("/register", object({{"email", person.email}, {"password", "short"}})).status);
}

TEST(field_errors, ignore_fields_nobody_declared)
{
    const Person person = registered();
    http::Json body;
    body.with("email", person.email)
        .with("password", person.password)
        .with("is_admin", true)
        .with("x", http::Json{});

    LONGS_EQUAL(200, d.post("/login", body.text()).status);
    LONGS_EQUAL(200, a.post("/login", body.text()).status);
}
