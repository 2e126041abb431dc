// How each program starts: its options, its configuration, and the words when either is no good.
#pragma once
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"

namespace sys {

// Options at the front of the command line, "--name value", and the words after them. Nothing when an option
// is unknown or lacks its value; err says which.
struct CommandLine {
    std::map<std::string, std::string, std::less<>> options;   // without "--"; flags have the value "on"
    std::vector<std::string> words;

    std::string option(std::string_view name, const std::string& fallback = {}) const;
};
struct Allowed {
    std::vector<std::string_view> options;   // take a value
    std::vector<std::string_view> flags;     // take none
};
std::optional<CommandLine> command_line(int argc, char** argv, const Allowed& allowed, std::ostream& err);

// The env file: --env-file, else $LATCHKEY_ENV_FILE, else /etc/latchkey/latchkey.env if there is one, else
// none.
std::string env_file_path(const CommandLine& line, const Environment& environment);

// The configuration, warnings told on err; nothing when it is no good, every problem told on err.
std::optional<Config> configured(const CommandLine& line, std::ostream& err);

// What else speaks against a configuration, in the operator's words; empty when nothing.
using Objection = std::function<std::string(const Config&)>;
// The same for a program that runs and was asked (SIGHUP) to take what the configuration is by now. Nothing
// when it is no good: the log has one line that says why, and the program goes on with what it has.
std::optional<Config> reconfigured(const CommandLine& line, const Objection& objection, const Log& log);

// First of all in main: SIGHUP waits until the program asks for it, and processes are listed by this name.
void begin(const char* program);
// Executes this program anew, the version that runs even where another was installed meanwhile, with the same
// process id, arguments, environment and blocked signals, and all descriptors that are not close-on-exec. No
// other thread may exist. Comes back only to throw sys::Failure.
[[noreturn]] void begin_anew(char* const* argv);

Level log_level(const Config& config);

}   // namespace sys
