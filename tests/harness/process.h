// Runs a program and waits for it.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace test {

using Settings = std::map<std::string, std::string>;   // of an environment

struct Ran {
    int exit = -1;   // minus the signal that ended it
    std::string out;
    std::string err;
};

// words: the program, by path or found in PATH, and its arguments. environment is added to ours. The program
// is told to end (SIGTERM) when the thread that waits for it does.
Ran run(const std::vector<std::string>& words, const Settings& environment = {},
        const std::string& input = {});

}   // namespace test
