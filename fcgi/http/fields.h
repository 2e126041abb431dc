// The small grammars inside a request: query strings, cookies, Authorization. All strict, all on views.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

// "%41+b" -> "A b" (plus is a space only when form says so). Nothing when an escape is broken.
std::optional<std::string> percent_decoded(std::string_view text, bool form);
// Everything but RFC 3986 unreserved characters escaped.
std::string percent_encoded(std::string_view text);

using Pairs = std::vector<std::pair<std::string, std::string>>;
// application/x-www-form-urlencoded; nothing when an escape is broken or the text is not UTF-8.
std::optional<Pairs> parse_query(std::string_view text);

// The value of the one cookie of that name; nothing when absent or when it occurs twice (RFC 6265
// section 4.2).
std::optional<std::string> cookie(std::string_view header, std::string_view name);

// The token68 after "Bearer", scheme in any case, exactly one space (RFC 6750 section 2.1).
std::optional<std::string_view> bearer(std::string_view authorization);

struct Basic {
    std::string user;   // before the first colon
    std::string password;
};
// RFC 7617, UTF-8; nothing when malformed.
std::optional<Basic> basic(std::string_view authorization);

}   // namespace http
