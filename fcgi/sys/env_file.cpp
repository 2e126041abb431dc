#include "fcgi/sys/env_file.h"

#include <utility>

namespace sys {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == text.npos) return {};
    return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

// raw starts with a double quote.
void read_quoted(std::string_view raw, EnvLine& line)
{
    for (std::size_t i = 1; i < raw.size(); ++i) {
        if (raw[i] == '"') {
            if (i + 1 != raw.size()) line.problem = "has text after the closing quote";
            return;
        }
        if (raw[i] == '\\' && ++i < raw.size() && raw[i] != '"' && raw[i] != '\\') {
            line.problem = "has a backslash that is not \\\\ or \\\"";
            return;
        }
        if (i < raw.size()) line.value += raw[i];
    }
    line.problem = "has no closing quote";
}

void read_bare(std::string_view raw, EnvLine& line)
{
    if (raw.starts_with('\''))
        line.problem = "is in single quotes; use double quotes";
    else if (raw.contains('\\'))
        line.problem = "has a backslash; put the value in double quotes and write \\\\";
    else
        line.value = raw;
}

EnvLine read_line(std::string_view text, int number)
{
    EnvLine line{number, {}, {}, {}};
    const std::size_t equals = text.find('=');
    if (equals == text.npos) {
        line.problem = "is not KEY=value";
        return line;
    }
    line.key = trimmed(text.substr(0, equals));
    const std::string_view raw = trimmed(text.substr(equals + 1));
    raw.starts_with('"') ? read_quoted(raw, line) : read_bare(raw, line);
    return line;
}

}   // namespace

std::vector<EnvLine> parse_env_file(std::string_view text)
{
    std::vector<EnvLine> lines;
    bool told_of_returns = false;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.contains('\r')) {   // told once: a file from Windows has one on each line
            if (!std::exchange(told_of_returns, true))
                lines.push_back(
                    {number, {}, {}, "has a carriage return; lines must end with a line feed only"});
            continue;
        }
        if (!line.empty() && line[0] != '#') lines.push_back(read_line(line, number));
    }
    return lines;
}

}   // namespace sys
