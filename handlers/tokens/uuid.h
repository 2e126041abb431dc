// Identifiers we draw ourselves, where a statement must know one before it is run.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct Service;

namespace tokens {

// As two numbers, the way they are written.
struct Uuid {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    bool operator==(const Uuid&) const = default;
};

// Nothing when the text is not spelled as one.
std::optional<Uuid> uuid(std::string_view text);

// A random UUID (RFC 9562 section 5.4), in lower case.
std::string random_uuid(const Service& service);

// Whether a text is spelled as one, in any case: such a text from outside may be compared with a column of
// UUIDs.
bool is_uuid(std::string_view text);

}   // namespace tokens
