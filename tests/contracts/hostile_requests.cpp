#include "tests/contracts/hostile_requests.h"

#include "fcgi/http/json.h"

namespace hostile {

using namespace std::string_literals;

namespace {

std::string nested(int depth, const std::string& open, const std::string& close)
{
    return times(depth, open) + times(depth, close);
}

std::string many_members(int count)
{
    std::string made = "{";
    for (int i = 0; i < count; ++i) made += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
    return made + "}";
}

constexpr std::string_view texts = R"(
' OR '1'='1
'; DROP TABLE account; --
$1
\'; SELECT pg_sleep(10); --
%s%s%s%n
%00
{{7*7}}
${jndi:ldap://127.0.0.1/a}
<script>alert(1)</script>
../../../../etc/passwd
<a@example.com>
a@example.com, b@example.com
a@[127.0.0.1]
"a b"@example.com
a@example.com.
a@-example.com
a@exa mple.com
@
@@
a@b@example.com
Name <a@example.com> <b@example.com>
   
eyJhbGciOiJub25lIn0.e30.
a.b.c
....
eyJhbGciOiJIUzI1NiJ9..
)";

constexpr std::string_view json_values = R"(
0
-0
1e308
-1e-308
9007199254740993
0.1
true
false
null
[]
{}
[null]
{"$ne":null}
["a@example.com"]
{"toString":"x"}
"\u0001"
"\ud83d\ude00"
"\uffff"
"\/"
[[[[[[[[[[]]]]]]]]]]
)";

constexpr std::string_view plain_bodies = R"(

 
{
}
{}
[]
[
]
null
nul
NULL
true
1
-
"
""
{}{}
{} {}
{},
{"email":"\u0000"}
{"\u0000":1}
{"email":"\ud800"}
{"email":"\udc00\ud800"}
{"email":"\u12"}
{'email':'a@example.com'}
{email:"a@example.com"}
{"email":undefined}
{"email":NaN}
{"email":Infinity}
{"email":-Infinity}
{"email":0x10}
{"email":01}
{"email":1.}
{"email":.5}
{"email":1e}
{"email":1e999999999}
{"email":"a",}
{"email":"a	b"}
{/**/}
// {}
{"a":1,"a":2}
{"email":"a@example.com","email":"b@example.com"}
{"__proto__":{"x":1}}
email=a%40example.com&password=x
<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>
)";

}   // namespace

std::string times(int count, const std::string& text)
{
    std::string made;
    for (int i = 0; i < count; ++i) made += text;
    return made;
}

std::vector<std::string> with_lines(std::string_view text, std::vector<std::string> others)
{
    text.remove_prefix(1);
    for (; !text.empty(); text.remove_prefix(text.find('\n') + 1))
        others.emplace_back(text.substr(0, text.find('\n')));
    return others;
}

std::vector<std::string> values()
{
    std::vector<std::string> all = with_lines(json_values, {});
    for (const std::string& text : with_lines(
             texts, {"a@example.com\r\nBcc: b@x.com", "a@example.com\nX: y", "a\tb@example.com",
                     "a@\u00fcmlaut.example", "\U0001f600@example.com", "\u202e\u202dmoc.elpmaxe@a",
                     "\ufeffa@example.com", "e\u0301@example.com", "\x7f\x01\x02", "\n", times(100, "."),
                     times(20'000, "a"), times(2'000, "\U0001f600"), "a@" + times(300, "x.") + "com",
                     times(500, "a") + "@example.com", times(8'000, "A") + "." + times(8'000, "A") + ".A"}))
        all.push_back(http::Json::of(text).text());
    return all;
}

std::vector<std::string> bodies()
{
    auto all = with_lines(plain_bodies,
                          {"\n\n\n", "{}\0"s, "\0"s, "\0\0\0\0"s, "{\"email\":\"a\0b@example.com\"}"s});
    for (const char* const bytes :
         {"{\"email\":\"\xff\xfe\"}", "\xff\xfe{", "\xef\xbb\xbf{}", "\x1f\x8b\x08",
          "{\"email\":\"\xf5\x80\x80\x80\"}", "{\"email\":\"\xc0\x80\"}", "{\"email\":\"a\nb\"}",
          "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
          "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na\r\n--x--\r\n"})
        all.emplace_back(bytes);
    for (const int depth : {16, 17, 1'000, 30'000}) all.push_back(nested(depth, "[", "]"));
    for (const char* const open : {"[", "{", "[0,", "{\"a\":"}) all.push_back(times(10'000, open));
    all.push_back("{\"email\":" + nested(20, "[", "]") + "}");
    all.push_back(nested(17, "{\"a\":", "}"));
    all.push_back(many_members(5'000));
    all.push_back("{\"email\":" + times(5'000, "9") + "}");
    all.push_back("{\"email\":\"" + times(60'000, "a") + "\"}");
    all.push_back("{\"email\":\"" + times(10'000, "\\u0041") + "\"}");
    for (const int size : {65'536, 65'537, 300'000}) all.push_back(times(size, " "));
    return all;
}

}   // namespace hostile
