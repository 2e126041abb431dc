// Prints a tree compactly. cJSON's own printer is not used: it writes 9007199254740991
// as 9.00719925474099e+15 and takes a printf and a scanf for each number.
#include <cjson/cJSON.h>

#include <charconv>
#include <cmath>
#include <cstdint>

#include "fcgi/http/json.h"

namespace http {

namespace {

void print(std::string& out, const cJSON* node);

bool is_plain(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void print_escape(std::string& out, char c)
{
    constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt", digits = "0123456789abcdef";
    out += '\\';
    if (const auto found = special.find(c); found != special.npos) {
        out += letters[found];
    } else {
        ((out += "u00") += digits[static_cast<unsigned char>(c) >> 4]) += digits[c & 0xf];
    }
}

void print_text(std::string& out, const char* text)
{
    out += '"';
    while (*text) {
        const char* end = text;
        while (*end && is_plain(*end)) ++end;
        out.append(text, end);
        if (*end) print_escape(out, *end++);
        text = end;
    }
    out += '"';
}

void print_number(std::string& out, double value)
{
    char digits[32];
    const bool whole = std::abs(value) <= 9007199254740992.0 && std::trunc(value) == value;
    const auto printed = whole
                             ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value))
                             : std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, printed.ptr);
}

void print_all(std::string& out, const cJSON* node, char opening, char closing)
{
    out += opening;
    for (const cJSON* item = node->child; item; item = item->next) {
        if (item != node->child) out += ',';
        if (opening == '{') {
            print_text(out, item->string);
            out += ':';
        }
        print(out, item);
    }
    out += closing;
}

void print(std::string& out, const cJSON* node)
{
    switch (node->type & 0xff) {
    case cJSON_Object: return print_all(out, node, '{', '}');
    case cJSON_Array: return print_all(out, node, '[', ']');
    case cJSON_String: return print_text(out, node->valuestring);
    case cJSON_Number: return print_number(out, node->valuedouble);
    case cJSON_Raw: out += node->valuestring; return;
    case cJSON_True: out += "true"; return;
    case cJSON_False: out += "false"; return;
    default: out += "null"; return;
    }
}

}   // namespace

std::string Json::text() const
{
    std::string out;
    out.reserve(256);
    print(out, tree_.get());
    return out;
}

}   // namespace http
