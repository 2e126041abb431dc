#include "fcgi/sys/kept_value.h"

#include <cstdlib>

#include "fcgi/sys/deputy.h"
#include "fcgi/sys/env_file.h"
#include "fcgi/sys/file.h"
#include "fcgi/sys/replace_file.h"

namespace sys {

namespace {

std::string name_of(Key key)
{
    return "LATCHKEY_" + std::string{settings()[std::size_t(key)].name};
}

// The text with that line, from 1, replaced.
std::string with_line(std::string_view text, int number, const std::string& line)
{
    std::size_t from = 0;
    for (int i = 1; i < number; ++i) from = text.find('\n', from) + 1;
    const std::size_t to = std::min(text.find('\n', from), text.size());
    return std::string{text.substr(0, from)} + line + std::string{text.substr(to)};
}

// What the file holds for the key now; empty when it is not there any more.
std::string held(const std::string& text, int line)
{
    if (line == 0) return text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
    for (const EnvLine& one : parse_env_file(text))
        if (one.number == line) return one.value;
    return {};
}

}   // namespace

std::expected<std::string, std::string> put_value(const Config& config, Key key, const std::string& value)
{
    const AsPrincipal principal;
    const auto& [path, line] = config.kept(key);
    if (path.empty())
        return std::unexpected{name_of(key) + " stands in no file (" + config.origin(key) +
                               "); name one by " + name_of(key) + "_FILE"};
    if (config.origin(key) == path)   // of a credential
        return std::unexpected{path + " is a copy that systemd made; name the original by " + name_of(key) +
                               "_FILE"};
    const auto file = read_file(path);
    if (!file) return std::unexpected{path + ": " + file.error()};
    if (held(file->text, line) != config.text(key))
        return std::unexpected{path + " was changed meanwhile; look, and try again"};
    const std::string after = line == 0 ? value + (file->text.ends_with('\n') ? "\n" : "")
                                        : with_line(file->text, line, name_of(key) + "=" + value);
    if (auto done = replace_file(path, file->text, after); !done) return std::unexpected{done.error()};
    return path;
}

}   // namespace sys
