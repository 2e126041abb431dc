// Order and place of the complaints follow Python's json (CPython 3.11), so that a client sees the same error
// it would have got from a Python server.
#include "fcgi/http/json_scan.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace http {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Every step returns false after it noted the fault; nothing moves on from there.
class Scanner {
public:
    Scanner(std::string_view text, int depth) : text_{text}, depth_left_{std::min(depth, deepest_json)} {}

    std::optional<JsonFault> run();
    void note_name(std::size_t index) { wanted_name_ = index; }
    std::size_t noted_offset() const { return noted_offset_; }

private:
    bool value();
    bool object();
    bool member();
    bool array();
    bool more(char closing, bool& closed);
    bool string();
    bool escape(std::size_t begin);
    bool hex_escape();
    bool hex_digits(std::size_t u, unsigned& unit);
    bool number();
    bool literal(std::string_view word);
    std::size_t digits(std::size_t at) const;

    char here() const { return at(here_); }
    char at(std::size_t index) const { return index < text_.size() ? text_[index] : '\0'; }
    bool refuse(std::size_t where, std::string_view words)
    {
        fault_ = {where, words};
        return false;
    }
    void skip_space()
    {
        while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') ++here_;
    }

    std::string_view text_;
    int depth_left_;
    std::size_t here_ = 0;
    std::size_t names_ = 0;
    std::size_t wanted_name_ = std::numeric_limits<std::size_t>::max();
    std::size_t noted_offset_ = 0;
    JsonFault fault_{};
};

std::optional<JsonFault> Scanner::run()
{
    if (text_.starts_with(byte_order_mark))
        return JsonFault{0, "Unexpected UTF-8 BOM (decode using utf-8-sig)"};
    skip_space();
    if (!value()) return fault_;
    skip_space();
    if (here_ != text_.size()) return JsonFault{here_, "Extra data"};
    return std::nullopt;
}

bool Scanner::value()
{
    switch (here()) {
    case '"': return string();
    case '{': return object();
    case '[': return array();
    case 't': return literal("true");
    case 'f': return literal("false");
    case 'n': return literal("null");
    default: return number();
    }
}

bool Scanner::literal(std::string_view word)
{
    if (!text_.substr(here_).starts_with(word)) return refuse(here_, "Expecting value");
    here_ += word.size();
    return true;
}

bool Scanner::object()
{
    if (--depth_left_ < 0) return refuse(here_, "Nested too deeply");
    ++here_;
    skip_space();
    bool closed = here() == '}';
    if (closed) ++here_;
    while (!closed)
        if (!member() || !more('}', closed)) return false;
    ++depth_left_;
    return true;
}

bool Scanner::member()
{
    if (here() != '"') return refuse(here_, "Expecting property name enclosed in double quotes");
    if (names_++ == wanted_name_) noted_offset_ = here_;
    if (!string()) return false;
    skip_space();
    if (here() != ':') return refuse(here_, "Expecting ':' delimiter");
    ++here_;
    skip_space();
    return value();
}

bool Scanner::array()
{
    if (--depth_left_ < 0) return refuse(here_, "Nested too deeply");
    ++here_;
    skip_space();
    bool closed = here() == ']';
    if (closed) ++here_;
    while (!closed)
        if (!value() || !more(']', closed)) return false;
    ++depth_left_;
    return true;
}

bool Scanner::more(char closing, bool& closed)
{
    skip_space();
    closed = here() == closing;
    if (!closed && here() != ',') return refuse(here_, "Expecting ',' delimiter");
    ++here_;
    if (!closed) skip_space();
    return true;
}

bool Scanner::string()
{
    const std::size_t begin = here_++;
    for (;;) {
        while (static_cast<unsigned char>(here()) >= 0x20 && here() != '"' && here() != '\\') ++here_;
        if (here_ == text_.size()) return refuse(begin, "Unterminated string starting at");
        if (here() == '"') break;
        if (here() != '\\') return refuse(here_, "Invalid control character at");
        if (!escape(begin)) return false;
    }
    ++here_;
    return true;
}

bool Scanner::escape(std::size_t begin)
{
    if (here_ + 1 == text_.size()) return refuse(begin, "Unterminated string starting at");
    switch (at(here_ + 1)) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': here_ += 2; return true;
    case 'u': return hex_escape();
    default: return refuse(here_, "Invalid \\escape");
    }
}

bool Scanner::hex_escape()
{
    unsigned unit = 0, second = 0;
    if (!hex_digits(here_ + 1, unit)) return false;
    if (unit == 0) return refuse(here_, "NUL escape");
    const bool high = unit >= 0xd800 && unit <= 0xdbff;
    if (high && at(here_ + 6) == '\\' && at(here_ + 7) == 'u') {
        if (!hex_digits(here_ + 7, second)) return false;
        if (second < 0xdc00 || second > 0xdfff) return refuse(here_, "Unpaired surrogate escape");
        here_ += 12;
        return true;
    }
    if (unit >= 0xd800 && unit <= 0xdfff) return refuse(here_, "Unpaired surrogate escape");
    here_ += 6;
    return true;
}

// u: where the 'u' is. Python wants something after the digits before it looks at them.
bool Scanner::hex_digits(std::size_t u, unsigned& unit)
{
    constexpr std::string_view message = "Invalid \\uXXXX escape";
    if (u + 5 >= text_.size()) return refuse(u, message);
    const char* const first = text_.data() + u + 1;
    const auto [end, error] = std::from_chars(first, first + 4, unit, 16);
    return (error == std::errc{} && end == first + 4) || refuse(u, message);
}

std::size_t Scanner::digits(std::size_t at) const
{
    while (is_digit(this->at(at))) ++at;
    return at;
}

bool Scanner::number()
{
    const std::size_t begin = here_;
    const std::size_t whole = begin + (here() == '-');
    if (!is_digit(at(whole))) return refuse(begin, "Expecting value");
    std::size_t end = at(whole) == '0' ? whole + 1 : digits(whole);
    if (at(end) == '.' && is_digit(at(end + 1))) end = digits(end + 1);
    std::size_t power = 0;
    if (at(end) == 'e' || at(end) == 'E') power = end + 1 + (at(end + 1) == '-' || at(end + 1) == '+');
    const bool scaled = power > 0 && is_digit(at(power));
    if (scaled) end = digits(power);
    here_ = end;
    if (end - begin > longest_json_number) return refuse(begin, "Number out of range");
    if (!scaled || at(power - 1) == '-') return true;   // so short a number overflows only by its exponent
    double ignored;
    const auto read = std::from_chars(text_.data() + begin, text_.data() + end, ignored);
    return read.ec != std::errc::result_out_of_range || refuse(begin, "Number out of range");
}

}   // namespace

std::optional<JsonFault> scan_json(std::string_view text, int depth)
{
    return Scanner{text, depth}.run();
}

std::size_t json_name_offset(std::string_view text, std::size_t index)
{
    Scanner scanner{text, deepest_json};
    scanner.note_name(index);
    scanner.run();
    return scanner.noted_offset();
}

}   // namespace http
