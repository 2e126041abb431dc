// What `latchkey doctor` looked at and what it thinks of it.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "fcgi/sys/config.h"

namespace doctor {

struct Finding {
    enum Verdict {
        good,
        doubtful,   // works, and may be meant
        bad,        // does not work, or is not safe
        skipped,    // could not be looked at, for a reason that is nobody's fault
    };
    std::string_view about;   // "database": one of a handful of subjects
    Verdict verdict;
    std::string words;   // one line for people; names no secret
};

// What an examination is given, and where it tells what it found.
struct Patient {
    const sys::Config& config;
    std::function<void(Finding)> tell;
};

}   // namespace doctor
