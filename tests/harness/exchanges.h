// Notes what was asked and answered, for tests/openapi, which holds every answer against the printed
// documents: a line of JSON each in the file that EXCHANGES names. Without EXCHANGES nothing is noted.
#pragma once
#include <string>
#include <string_view>

#include "tests/harness/client.h"

namespace test {

// The two addresses of a sandbox: "http://127.0.0.1:22000" and the next.
void note_sandbox(const std::string& base, const std::string& second_base);

void note_exchange(const std::string& base, const Sent& sent, const Answer& answer);

// The same for bytes as they were sent, if they begin with a request line.
void note_spoken(const std::string& base, std::string_view sent, std::string_view heard);

}   // namespace test
