// How long a worker takes from nothing to its first answer.
#pragma once
#include <string>

namespace bench {

// Milliseconds from starting that program, on a socket of its own, to the end of its answer to GET
// /api/auth/me with that access token. Throws sys::Failure when that answer is no 200.
double first_answer(const std::string& program, const std::string& env_file, const std::string& socket,
                    const std::string& access);

}   // namespace bench
