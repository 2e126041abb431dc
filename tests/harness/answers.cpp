#include "tests/harness/answers.h"

#include <algorithm>
#include <cctype>

#include "fcgi/http/json.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

const char* kind(http::JsonView value)
{
    switch (value.kind()) {
    case http::JsonView::null: return "null";
    case http::JsonView::boolean: return "boolean";
    case http::JsonView::number: return "number";
    case http::JsonView::string: return "string";
    case http::JsonView::array: return "array";
    case http::JsonView::object: break;
    }
    return "object";
}

void equal(const std::string& wanted, const std::string& came, const char* what, const Here& at)
{
    STRCMP_EQUAL_LOCATION(wanted.c_str(), came.c_str(), what, at.file_name(), at.line());
}

void status_is(const Answer& answer, int status, const Here& at)
{
    LONGS_EQUAL_LOCATION(status, answer.status, answer.body.c_str(), at.file_name(), at.line());
}

void never_says(const Answer& answer, std::string_view words, const Here& at)
{
    const bool said = answer.body.contains(words);
    CHECK_FALSE_LOCATION(said, "an answer says", words.data(), answer.body.c_str(), at.file_name(),
                         at.line());
}

bool matches(std::string_view text,
             std::string_view pattern)   // 0 stands for a digit, x for one of hexadecimal
{
    return std::ranges::equal(text, pattern, [](unsigned char c, char p) {
        if (p == '0') return std::isdigit(c) != 0;
        if (p == 'x') return std::isdigit(c) != 0 || (c >= 'a' && c <= 'f');
        return c == static_cast<unsigned char>(p);
    });
}

}   // namespace

void expect(const Answer& answer, int status, std::string_view body, const Here& at)
{
    status_is(answer, status, at);
    equal(std::string{body}, answer.body, "the body", at);
    expect_sound(answer, at);
}

void expect_detail(const Answer& answer, int status, std::string_view detail, const Here& at)
{
    http::Json body;
    expect(answer, status, body.with("detail", detail).text(), at);
}

void expect_document(const Answer& answer, std::string_view mount, std::string_view path, const Here& at)
{
    status_is(answer, 200, at);
    expect_sound(answer, at);
    const auto json = answer.json();
    const auto document = json.view();
    equal("3.1.0", answer.text("openapi"), "the format", at);
    const auto servers = document.find("servers");
    equal(std::string{mount}, servers ? std::string{servers->first()->find("url")->text()} : "none",
          "the server", at);
    const auto paths = document.find("paths");
    CHECK_TRUE_LOCATION(paths && paths->find(path), "CHECK", "paths", "a path is missing", at.file_name(),
                        at.line());
}

void expect_shape(const Answer& answer, int status, std::string_view wanted, const Here& at)
{
    status_is(answer, status, at);
    equal(std::string{wanted}, shape(answer.json().view()), "the members", at);
    expect_sound(answer, at);
}

void expect_sound(const Answer& answer, const Here& at)
{
    equal("no-store", answer.header("cache-control").value_or(""), "Cache-Control", at);
    equal("nosniff", answer.header("x-content-type-options").value_or(""), "X-Content-Type-Options", at);
    equal("nginx", answer.header("server").value_or(""), "Server", at);
    equal(answer.body.empty() ? "" : "application/json", answer.header("content-type").value_or(""),
          "Content-Type", at);
    for (const std::string_view words : {"SELECT", "INSERT", "sqlstate", "/var/", "/home/"})
        never_says(answer, words, at);
}

std::string shape(http::JsonView object)
{
    std::string said;
    for (auto member = object.first(); member; member = member->next())
        said += (said.empty() ? "" : " ") + std::string{member->name()} + ":" + kind(*member);
    return said;
}

bool is_uuid(std::string_view text)
{
    return matches(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

bool is_utc_time(std::string_view text)
{
    return matches(text, "0000-00-00T00:00:00Z") || matches(text, "0000-00-00T00:00:00.000000Z");
}

}   // namespace test
