// Walks a JSON text without building anything and says where it first breaks the rules of parse_json(); cJSON
// gets to see only what passed. Does not look at duplicate names: those need the decoded tree.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace http {

struct JsonFault {
    std::size_t byte;        // from the start of the text
    std::string_view text;   // see JsonError
};

// cJSON reads no deeper nesting and no longer number than these.
inline constexpr int deepest_json = 1000;
inline constexpr std::size_t longest_json_number = 63;   // bytes

// text must be UTF-8. Recurses at most depth deep.
std::optional<JsonFault> scan_json(std::string_view text, int depth);

// Where the member name of that index starts (its quote), names counted over the whole text in reading order.
// Only for a text that passed the scan and has that many names.
std::size_t json_name_offset(std::string_view text, std::size_t index);

}   // namespace http
