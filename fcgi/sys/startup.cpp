#include "fcgi/sys/startup.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <ostream>
#include <sstream>
#include <system_error>

#include "fcgi/sys/failure.h"
#include "fcgi/sys/signals.h"

namespace sys {

static constexpr const char* usual_env_file = "/etc/latchkey/latchkey.env";

std::string CommandLine::option(std::string_view name, const std::string& fallback) const
{
    const auto found = options.find(name);
    return found == options.end() ? fallback : found->second;
}

static bool among(const std::vector<std::string_view>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

std::optional<CommandLine> command_line(int argc, char** argv, const Allowed& allowed, std::ostream& err)
{
    CommandLine line;
    int i = 1;
    for (; i < argc && std::string_view{argv[i]}.starts_with("--"); ++i) {
        const std::string name{argv[i] + 2};
        if (among(allowed.flags, name)) {
            line.options[name] = "on";
        } else if (among(allowed.options, name) && i + 1 < argc) {
            line.options[name] = argv[++i];
        } else {
            err << argv[0] << ": option --" << name
                << (among(allowed.options, name) ? " needs a value" : " is unknown") << '\n';
            return std::nullopt;
        }
    }
    line.words.assign(argv + i, argv + argc);
    return line;
}

std::string env_file_path(const CommandLine& line, const Environment& environment)
{
    if (auto named = line.option("env-file"); !named.empty()) return named;
    const auto told = environment.find("LATCHKEY_ENV_FILE");
    if (told != environment.end()) return told->second;
    return access(usual_env_file, F_OK) == 0 ? usual_env_file : "";
}

std::optional<Config> configured(const CommandLine& line, std::ostream& err)
{
    const Environment all = environment();
    auto loaded = Config::load(env_file_path(line, all), all);
    for (const auto& warning : loaded.warnings) err << "warning: " << warning << '\n';
    for (const auto& problem : loaded.problems) err << problem << '\n';
    if (!loaded.problems.empty()) return std::nullopt;
    return std::move(loaded.config);
}

// Of several lines one.
static std::string joined(std::string lines)
{
    while (lines.ends_with('\n')) lines.pop_back();
    for (std::size_t at = 0; (at = lines.find('\n', at)) != lines.npos;) lines.replace(at, 1, "; ");
    return lines;
}

std::optional<Config> reconfigured(const CommandLine& line, const Objection& objection, const Log& log)
{
    std::ostringstream said;
    try {
        auto config = configured(line, said);
        const std::string spoken = config ? objection(*config) : std::string{};
        if (config && spoken.empty()) return config;
        said << spoken;
    } catch (const std::exception& broken) {
        said << broken.what();
    }
    log.error("config_refused", {{"reason", joined(said.str())}});
    return std::nullopt;
}

void begin(const char* program)
{
    const sigset_t hangup = signal_set({SIGHUP});
    ::pthread_sigmask(SIG_BLOCK, &hangup, nullptr);
    ::prctl(PR_SET_NAME, program);   // begun anew it would be called "exe"
}

void begin_anew(char* const* argv)
{
    ::execv("/proc/self/exe", argv);
    throw Failure{"cannot begin anew: " + std::system_category().message(errno)};
}

Level log_level(const Config& config)
{
    const std::string& name = config.text(Key::log_level);
    if (name == "debug") return Level::debug;
    if (name == "warning") return Level::warning;
    if (name == "error") return Level::error;
    return Level::info;
}

}   // namespace sys
