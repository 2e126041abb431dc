// The grammar of an env file, a strict part of systemd's EnvironmentFile: KEY=value a line, # comments,
// values bare or in double quotes with \" and \\ as the only escapes. What systemd would read differently is
// refused.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sys {

struct EnvLine {
    int number;   // from 1
    std::string key;
    std::string value;
    std::string problem;   // empty: key and value are good; else what is wrong, key may be empty
};

// The lines that say something, in order. Repeated and unknown keys are the caller's business.
std::vector<EnvLine> parse_env_file(std::string_view text);

}   // namespace sys
