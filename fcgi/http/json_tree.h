// JSON as it is read: strictly (RFC 8259 and then some), into a tree of cJSON's. The only door to cJSON.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

struct cJSON;

namespace http {

inline constexpr std::int64_t exact_integers = std::int64_t{1} << 53;   // a double holds each up to here

// A value inside a JsonTree that outlives it.
class JsonView {
public:
    enum Kind { null, boolean, number, string, array, object };

    explicit JsonView(const cJSON* node) : node_{node} {}
    Kind kind() const;
    std::optional<JsonView> find(std::string_view name) const;   // member of an object, exact case
    std::string_view text() const;                               // of a string; empty for any other kind
    std::optional<std::int64_t> integer() const;   // a whole number between -2^53 and 2^53, both excluded
    double floating() const;                       // of a number; 0 for any other kind
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

// Owns a value that was read. Move-only; a moved-from tree may only be assigned or destroyed.
class JsonTree {
public:
    JsonView view() const { return JsonView{tree_.get()}; }

private:
    struct Deleter {
        void operator()(cJSON* tree) const noexcept;
    };
    explicit JsonTree(cJSON* tree);
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
std::expected<JsonTree, JsonError> parse_json(std::string_view bytes, int depth = 16);

}   // namespace http
