#include "tests/contracts/mechamental/front_end.h"

#include <algorithm>
#include <cctype>

#include "fcgi/http/json.h"

#include <CppUTest/TestHarness.h>

namespace test {

// 2025-01-01T00:00:00.000000
static bool is_timestamp(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00.000000";
    return std::ranges::equal(text, form, [](char c, char model) {
        return model == '0' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == model;
    });
}

void expect_envelope(const Answer& answer, int status, std::string_view code, std::string_view details,
                     const Here& at)
{
    const auto same = [&](const std::string& wanted, const std::string& found) {
        STRCMP_EQUAL_LOCATION(wanted.c_str(), found.c_str(), answer.body.c_str(), at.file_name(), at.line());
    };
    expect_shape(answer, status,
                 "error:string message:string details:object timestamp:string status_code:number", at);
    const http::JsonTree json = answer.json();
    same(std::string{code}, answer.text("error"));
    same(std::string{details}, http::Json::copy(json.view().find("details").value()).text());
    same(std::to_string(status), std::to_string(json.view().find("status_code")->integer().value_or(0)));
    CHECK_TRUE_LOCATION(is_timestamp(answer.text("timestamp")), "CHECK", "timestamp", answer.body.c_str(),
                        at.file_name(), at.line());
}

void expect_null(const Answer& answer, const Here& at)
{
    expect(answer, 200, "null", at);
}

Sent with_bearer(const std::string& method, const std::string& path, const std::string& body,
                 const std::string& bearer)
{
    Sent sent{method, path, {}, {"Authorization: Bearer " + bearer}};
    if (!body.empty()) sent.body = body;
    return sent;
}

}   // namespace test
