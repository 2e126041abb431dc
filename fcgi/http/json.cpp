#include "fcgi/http/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "fcgi/http/json_tree.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace http {

namespace {

constexpr std::size_t room = 240;   // bytes: claims and most answers grow once or not at all

void check_text(std::string_view text)
{
    if (text.contains('\0') || !sys::is_utf8(text))
        throw sys::Failure{"text for JSON is not UTF-8 or has a NUL"};
}

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

void append_quoted(std::string& out, std::string_view text)
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

std::string digits(double value)
{
    if (std::abs(value) <= double{exact_integers} && std::trunc(value) == value)
        return std::to_string(static_cast<std::int64_t>(value));
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}   // namespace

Json::Json() : Json{{}, '}'}
{
    text_.reserve(room);
    text_ = "{}";
}

Json Json::of(std::string_view text)
{
    check_text(text);
    Json json = printed({});
    append_quoted(json.text_, text);
    return json;
}

Json Json::of(std::int64_t number)
{
    if (number < -exact_integers || number > exact_integers)
        throw sys::Failure{"number for JSON is beyond 2^53"};
    return printed(std::to_string(number));
}

Json Json::copy(JsonView value)
{
    switch (value.kind()) {
    case JsonView::object:
    case JsonView::array: break;
    case JsonView::string: return of(value.text());
    case JsonView::number: return printed(digits(value.floating()));
    case JsonView::boolean: return of(value.truth());
    case JsonView::null: return null();
    }
    const bool list = value.kind() == JsonView::array;
    Json several = list ? array() : Json{};
    for (auto item = value.first(); item; item = item->next()) {
        if (list)
            several.add(copy(*item));
        else
            several.with(item->name(), copy(*item));
    }
    return several;
}

// What goes before the value of a member.
void Json::begin(std::string_view name)
{
    check_text(name);
    next('}');
    append_quoted(text_, name);
    text_ += ':';
}

// Makes room for the next of those that this bracket ends; whoever writes it ends the text anew.
void Json::next(char end)
{
    if (end_ != end) throw sys::Failure{"JSON value is not of the kind that can hold others so"};
    if (is_empty())
        text_.pop_back();
    else
        text_.back() = ',';
}

// The value is looked at before the first byte of the member is written.
Json& Json::with(std::string_view name, std::string_view value)
{
    check_text(value);
    begin(name);
    append_quoted(text_, value);
    text_ += end_;
    return *this;
}

Json& Json::with(std::string_view name, std::int64_t value)
{
    return with(name, of(value));
}

Json& Json::with(std::string_view name, const Json& value)
{
    begin(name);
    (text_ += value.text_) += end_;
    return *this;
}

Json& Json::add(const Json& element)
{
    next(']');
    (text_ += element.text_) += end_;
    return *this;
}

}   // namespace http
