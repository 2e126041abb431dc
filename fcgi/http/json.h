// The only door to cJSON: builds answers, reads bodies strictly (RFC 8259 and then some).
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct cJSON;

namespace http {

// A value inside a Json that outlives it.
class JsonView {
public:
    enum Kind { null, boolean, number, string, array, object };

    explicit JsonView(const cJSON* node) : node_{node} {}
    Kind kind() const;
    std::optional<JsonView> find(std::string_view name) const;   // member of an object, exact case
    std::string_view text() const;                               // of a string; empty for any other kind
    std::optional<std::int64_t> integer() const;   // a whole number between -2^53 and 2^53, both excluded
    bool truth() const;                            // of a boolean
    std::size_t size() const;                      // elements or members
    JsonView at(std::size_t index) const;          // element; index < size()
    // Elements or members one after the other, in the order of the text; size() and at() walk from the first.
    std::optional<JsonView> first() const;
    std::optional<JsonView> next() const;
    std::string_view name() const;   // of a member; empty for anything else
    const cJSON* node() const { return node_; }

private:
    const cJSON* node_;
};

// Owns a value. Move-only; a moved-from Json may only be assigned or destroyed.
class Json {
public:
    Json();   // {}
    static Json array();
    static Json null();
    static Json of(std::string_view text);
    static Json of(std::int64_t number);   // within +-2^53
    static Json copy(JsonView value);
    static Json printed(const std::string& json);   // JSON text of our own, taken as it is; can't be viewed

    // Adds a member (objects only), in the order of the calls. Throws sys::Failure for what would not arrive
    // as it was given: text that is not UTF-8 or has a NUL, a number beyond +-2^53.
    Json& with(const char* name, std::string_view value);
    Json& with(const char* name, const char* value) { return with(name, std::string_view{value}); }
    Json& with(const char* name, const std::string& value) { return with(name, std::string_view{value}); }
    Json& with(const char* name, std::int64_t value);
    Json& with(const char* name, int value) { return with(name, std::int64_t{value}); }
    Json& with(const char* name, std::same_as<bool> auto value) { return with_truth(name, value); }
    Json& with(const char* name, std::nullptr_t);
    Json& with(const char* name, Json value);
    Json& with(const char* name, const std::optional<std::string>& value)   // null when absent
    {
        return value ? with(name, std::string_view{*value}) : with(name, nullptr);
    }
    Json& add(Json element);   // arrays only

    JsonView view() const { return JsonView{tree_.get()}; }
    std::string text() const;   // compact

    // Appends a JSON string, for who writes JSON without a tree. Throws as with() does.
    static void print_text(std::string& out, std::string_view text);

private:
    struct Deleter {
        void operator()(cJSON* tree) const noexcept;
    };
    explicit Json(cJSON* tree);
    static void check_text(std::string_view text);
    Json& with_truth(const char* name, bool value);
    friend struct Parser;

    std::unique_ptr<cJSON, Deleter> tree_;
};

struct JsonError {
    std::size_t offset;      // code points from the start, as Python's json counts
    std::string_view text;   // Python's json wording where it has one: "Expecting value", "Extra data" ...
    bool encoding = false;   // the bytes are not UTF-8 at all
};

// Refuses: invalid UTF-8, a byte order mark, NUL (raw or \u0000), lone surrogates, raw control characters in
// strings, duplicate member names, bytes after the value, numbers that overflow a double, nesting beyond
// depth.
std::expected<Json, JsonError> parse_json(std::string_view bytes, int depth = 16);

}   // namespace http
