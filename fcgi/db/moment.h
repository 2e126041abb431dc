// Points in time as Postgres prints them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace db {

// Microseconds since 1970 of a timestamptz in DateStyle ISO, like "2026-01-31 23:59:59.25+00". Nothing of
// other text: also of "infinity", and of years before 1 or behind 9999.
std::optional<std::int64_t> moment(std::string_view text);

}   // namespace db
