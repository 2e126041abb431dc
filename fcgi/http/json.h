// JSON as it is written: a value is the text that will be sent, so that an answer takes no tree (RFC 8259).
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace http {

class JsonView;

class Json {
public:
    Json();
    static Json array() { return Json{"[]", ']'}; }
    static Json null() { return printed("null"); }
    static Json of(std::string_view text);
    static Json of(std::int64_t number);   // within +-2^53
    static Json of(std::same_as<bool> auto value) { return printed(value ? "true" : "false"); }
    static Json copy(JsonView value);
    static Json printed(std::string json) { return Json{std::move(json)}; }   // our own, taken as it is

    // Adds a member (objects only), in the order of the calls. Throws sys::Failure for what would not arrive
    // as it was given: text that is not UTF-8 or has a NUL, a number beyond +-2^53.
    Json& with(std::string_view name, std::string_view value);
    Json& with(std::string_view name, const char* value) { return with(name, std::string_view{value}); }
    Json& with(std::string_view name, const std::string& value)
    {
        return with(name, std::string_view{value});
    }
    Json& with(std::string_view name, std::int64_t value);
    Json& with(std::string_view name, int value) { return with(name, std::int64_t{value}); }
    Json& with(std::string_view name, std::same_as<bool> auto value) { return with(name, of(value)); }
    Json& with(std::string_view name, std::nullptr_t) { return with(name, null()); }
    Json& with(std::string_view name, const Json& value);
    Json& with(std::string_view name, const std::optional<std::string>& value)   // null when absent
    {
        return value ? with(name, std::string_view{*value}) : with(name, nullptr);
    }
    Json& add(const Json& element);   // arrays only

    bool is_empty() const { return end_ && text_.size() == 2; }   // an object or array that holds nothing
    const std::string& text() const& { return text_; }            // compact
    std::string text() && { return std::move(text_); }

private:
    explicit Json(std::string text, char end = 0) : text_{std::move(text)}, end_{end} {}
    void begin(std::string_view name);
    void next(char end);

    std::string text_;
    char end_;   // the bracket at the end of text_, in front of which more may go, or NUL
};

}   // namespace http
