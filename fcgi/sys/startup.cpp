#include "fcgi/sys/startup.h"

#include <unistd.h>

#include <algorithm>
#include <ostream>

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

Level log_level(const Config& config)
{
    const std::string& name = config.text(Key::log_level);
    if (name == "debug") return Level::debug;
    if (name == "warning") return Level::warning;
    if (name == "error") return Level::error;
    return Level::info;
}

}   // namespace sys
