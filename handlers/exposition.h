// The metrics as Prometheus reads them (text format 0.0.4), and their reference.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sys {
class MetricsFile;
}

struct Family {
    enum Kind { counter, histogram, gauge } kind;
    std::string_view name;
    std::string_view labels;   // as the reference has them
    std::string_view about;
};
std::span<const Family> families();

// What only the database knows.
struct Queue {
    std::int64_t waiting;
    std::int64_t oldest;   // seconds that the oldest has waited
    std::int64_t parked;
};

// file: null where nothing is counted. queue: nothing where the database does not answer.
std::string exposition(const sys::MetricsFile* file, const std::optional<Queue>& queue);

// docs/metrics.md, printed from the table.
std::string metrics_reference();
