// Runs a program and waits for it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "fcgi/sys/descriptor.h"

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

// A program that runs beside the tests for as long as this lives. Fails the test when it ends, or half a
// minute passes, before it has said "ready" on a line of its own.
class Running {
public:
    explicit Running(const std::vector<std::string>& words);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    int process_;
    sys::Descriptor said_;   // open, though nobody reads it: writing there must not end the program
};

}   // namespace test
