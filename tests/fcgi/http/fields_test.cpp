#include "fcgi/http/fields.h"

#include <CppUTest/TestHarness.h>

using namespace http;
using namespace std::string_view_literals;

namespace {

// "name=value|name=value", or "-" when the query was refused.
std::string query(std::string_view text)
{
    const auto pairs = parse_query(text);
    if (!pairs) return "-";
    std::string out;
    for (const auto& [name, value] : *pairs) out += (out.empty() ? "" : "|") + name + "=" + value;
    return out;
}

std::string cookie_or_dash(std::string_view header, std::string_view name = "session")
{
    return http::cookie(header, name).value_or("-");
}

std::string bearer_or_dash(std::string_view authorization)
{
    return std::string{bearer(authorization).value_or("-")};
}

std::string basic_or_dash(std::string_view authorization)
{
    const auto found = basic(authorization);
    return found ? found->user + "|" + found->password : "-";
}

}   // namespace

TEST_GROUP(http_fields){};

TEST(http_fields, decodes_percent_escapes)
{
    STRCMP_EQUAL("A+b c", percent_decoded("%41+b%20c", false)->c_str());
    STRCMP_EQUAL("A b+c", percent_decoded("%41+b%2bc", true)->c_str());
    STRCMP_EQUAL("", percent_decoded("", true)->c_str());
    CHECK(*percent_decoded("%00%ff", false) == "\0\xff"sv);
}

TEST(http_fields, refuses_broken_escapes)
{
    for (const auto* text : {"%", "a%4", "%4", "%g1", "%1g", "%%41", "% 41", "%+1", "%-1", "%0x1"})
        CHECK_FALSE_TEXT(percent_decoded(text, false).has_value(), text);
    CHECK_FALSE(percent_decoded("abc%", true).has_value());
}

TEST(http_fields, encodes_everything_but_unreserved_characters)
{
    STRCMP_EQUAL("aZ09-._~", percent_encoded("aZ09-._~").c_str());
    STRCMP_EQUAL("%20%2B%2F%3F%26%3D%25%40%3A%0A", percent_encoded(" +/?&=%@:\n").c_str());
    STRCMP_EQUAL("%C3%A9%00%FF", percent_encoded("\xc3\xa9\0\xff"sv).c_str());
}

TEST(http_fields, decodes_what_it_encoded)
{
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    CHECK(percent_decoded(percent_encoded(bytes), false) == bytes);
    CHECK(percent_decoded(percent_encoded(bytes), true) == bytes);
}

TEST(http_fields, splits_a_query_into_pairs)
{
    STRCMP_EQUAL("a=1|b=2", query("a=1&b=2").c_str());
    STRCMP_EQUAL("a b=c d&e=f", query("a+b=c%20d%26e%3Df").c_str());
    STRCMP_EQUAL("a=1|a=2", query("a=1&a=2").c_str());
    STRCMP_EQUAL("a=|b=|=c|d=e=f", query("a&b=&=c&d=e=f").c_str());
    STRCMP_EQUAL("a=1|b=2", query("&a=1&&b=2&").c_str());
    STRCMP_EQUAL("", query("").c_str());
}

TEST(http_fields, refuses_a_query_with_a_broken_escape_or_foreign_bytes)
{
    STRCMP_EQUAL("-", query("a=1&b=%").c_str());
    STRCMP_EQUAL("-", query("%zz=1").c_str());
    STRCMP_EQUAL("-", query("a=%ff").c_str());
    STRCMP_EQUAL("-", query("%ff=a").c_str());
    STRCMP_EQUAL("-", query("%c3=%a9").c_str());   // only UTF-8 when put together
    STRCMP_EQUAL("-", query("a=\xff").c_str());
}

TEST(http_fields, finds_a_cookie_by_its_exact_name)
{
    STRCMP_EQUAL("abc", cookie_or_dash("session=abc").c_str());
    STRCMP_EQUAL("abc", cookie_or_dash("a=b; session=abc; c=d").c_str());
    STRCMP_EQUAL("a=b==", cookie_or_dash("x=session; session=a=b==").c_str());
    STRCMP_EQUAL("", cookie_or_dash("session=").c_str());
    STRCMP_EQUAL("1", cookie_or_dash("a=b;session=1").c_str());
    for (const auto* header : {"", "session", "xsession=1", "session2=1", "Session=1", "session =1",
                               "a=session=1", "x; =session", "sessio=n"})
        STRCMP_EQUAL_TEXT("-", cookie_or_dash(header).c_str(), header);
}

TEST(http_fields, trusts_no_cookie_that_comes_twice)
{
    STRCMP_EQUAL("-", cookie_or_dash("session=a; session=b").c_str());
    STRCMP_EQUAL("-", cookie_or_dash("session=a; session=a").c_str());
    STRCMP_EQUAL("-", cookie_or_dash("session=a; x=y; session=").c_str());
    STRCMP_EQUAL("-", cookie_or_dash("session=a; session=b; session=c").c_str());
}

TEST(http_fields, refuses_cookie_values_with_foreign_characters)
{
    for (const auto* header : {"session=a b", "session=\"a\"", "session=a,b", "session=a\\b", "session=\x7f",
                               "session=\xc3\xa9", "session=a\tb", "session=a\x01"})
        STRCMP_EQUAL_TEXT("-", cookie_or_dash(header).c_str(), header);
}

TEST(http_fields, takes_the_token_after_bearer_in_any_case)
{
    STRCMP_EQUAL("aZ0-._~+/==", bearer_or_dash("Bearer aZ0-._~+/==").c_str());
    STRCMP_EQUAL("t", bearer_or_dash("bearer t").c_str());
    STRCMP_EQUAL("t", bearer_or_dash("BEARER t").c_str());
}

TEST(http_fields, refuses_anything_else_as_bearer)
{
    for (const auto* header :
         {"", "Bearer", "Bearer ", "Bearer  t", "Bearer\tt", " Bearer t", "Bearer t ", "Bearer a b",
          "Bearer a,b", "Basic dDp0", "Bearert", "Token t", "t", "Bearer ==", "Bearer a=b", "Bearer \"t\"",
          "Bearer t\n", "Bearer \xc3\xa9", "Bearer: t"})
        STRCMP_EQUAL_TEXT("-", bearer_or_dash(header).c_str(), header);
    CHECK_FALSE(bearer("Bearer t\0"sv).has_value());
}

TEST(http_fields, splits_basic_credentials_at_the_first_colon)
{
    STRCMP_EQUAL("Aladdin|open sesame", basic_or_dash("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==").c_str());
    STRCMP_EQUAL("a|b:c", basic_or_dash("basic YTpiOmM=").c_str());
    STRCMP_EQUAL("|", basic_or_dash("Basic Og==").c_str());
    STRCMP_EQUAL("test|123\u00a3", basic_or_dash("Basic dGVzdDoxMjPCow==").c_str());   // RFC 7617 section 2.1
}

TEST(http_fields, refuses_malformed_basic_credentials)
{
    for (const auto* header :
         {"", "Basic", "Basic ", "Basic YTpi=", "Basic YTpiOmM", "Basic YQ==" /* no colon */, "Basic  YTpi",
          "Bearer YTpi", "Basic YTr/" /* not UTF-8 */, "Basic YToA" /* NUL */, "Basic YToK" /* line feed */,
          "Basic YTp/" /* DEL */, "Basic YTpi YTpi", "Basic _-==", "Basic a:b"})
        STRCMP_EQUAL_TEXT("-", basic_or_dash(header).c_str(), header);
}
