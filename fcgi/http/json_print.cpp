// Prints a tree compactly. cJSON's own printer is not used: it writes 9007199254740991
// as 9.00719925474099e+15 and takes a printf and a scanf for each number.
#include <cjson/cJSON.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

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

// How many bytes in front stand for themselves. By eight: subtracting sets the top bit of a byte that is less
// than what is taken from it, and perhaps of others above the first such.
std::size_t plain(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
    const auto borrows = [](std::uint64_t from, std::uint64_t what) { return (from - what) & ~from; };
    std::size_t count = 0;
    for (std::uint64_t eight = 0; count + sizeof eight <= text.size(); count += sizeof eight) {
        std::memcpy(&eight, text.data() + count, sizeof eight);
        const std::uint64_t odd = borrows(eight, 0x20 * ones) | borrows(eight ^ '"' * ones, ones) |
                                  borrows(eight ^ '\\' * ones, ones);
        if ((odd & tops) != 0) break;
    }
    while (count < text.size() && is_plain(text[count])) ++count;
    return count;
}

void append_text(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const std::size_t count = plain(text);
        out += text.substr(0, count);
        if (count < text.size()) print_escape(out, text[count]);
        text.remove_prefix(std::min(count + 1, text.size()));
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
            append_text(out, item->string);
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
    case cJSON_String: return append_text(out, node->valuestring);
    case cJSON_Number: return print_number(out, node->valuedouble);
    case cJSON_Raw: out += node->valuestring; return;
    case cJSON_True: out += "true"; return;
    case cJSON_False: out += "false"; return;
    default: out += "null"; return;
    }
}

}   // namespace

void Json::print_text(std::string& out, std::string_view text)
{
    check_text(text);
    append_text(out, text);
}

std::string Json::text() const
{
    std::string out;
    out.reserve(256);
    print(out, tree_.get());
    return out;
}

}   // namespace http
