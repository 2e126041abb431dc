// What an examination tells of a configuration.
#pragma once
#include <string>

#include "handlers/doctor/examinations.h"
#include "tests/handlers/house.h"

namespace test {

inline const char* text(doctor::Finding::Verdict verdict)
{
    switch (verdict) {
    case doctor::Finding::good: return "good";
    case doctor::Finding::doubtful: return "doubtful";
    case doctor::Finding::bad: return "bad";
    case doctor::Finding::skipped: break;
    }
    return "skipped";
}

// Its findings, one a line: "bad nginx: words".
template <typename... More>
std::string told(void (*examine)(const doctor::Patient&, More...), const House& house, const auto&... more)
{
    std::string lines;
    const doctor::Patient patient{house.config(), [&](const doctor::Finding& finding) {
                                      lines += std::string{text(finding.verdict)} + " " +
                                               std::string{finding.about} + ": " + finding.words + "\n";
                                  }};
    examine(patient, more...);
    return lines;
}

}   // namespace test
