#include "fcgi/sys/config_sources.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <numeric>

#include "fcgi/sys/file.h"

namespace sys {

namespace {

constexpr std::string_view prefix = "LATCHKEY_";

const Setting* find_setting(std::string_view key)
{
    if (!key.starts_with(prefix)) return nullptr;
    const auto found = std::ranges::find(settings(), key.substr(prefix.size()), &Setting::name);
    return found == settings().end() ? nullptr : &*found;
}

// Levenshtein's.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = i - 1;
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

std::string suggestion(std::string_view key)
{
    if (key.starts_with(prefix)) key.remove_prefix(prefix.size());
    const auto far = [&](const Setting& setting) { return distance(key, setting.name); };
    const auto nearest = std::ranges::min_element(settings(), {}, far);
    if (far(*nearest) * 2 > nearest->name.size()) return {};
    return "; did you mean " + std::string{prefix} + std::string{nearest->name} + "?";
}

// Names in the environment that are ours but not configuration: what nginx says of a request in CGI mode,
// where the env file is, and the tests' own.
bool is_foreign(std::string_view key)
{
    constexpr std::string_view names[] = {"LATCHKEY_CONTRACT", "LATCHKEY_REQUEST_ID", "LATCHKEY_REFUSE",
                                          "LATCHKEY_REQUIRE", "LATCHKEY_ENV_FILE"};
    return !key.starts_with(prefix) || key.starts_with("LATCHKEY_TEST_") ||
           std::ranges::find(names, key) != std::end(names);
}

// A line that went wrong may begin with part of a secret, so only what looks like a key is repeated.
bool is_plain_key(std::string_view key)
{
    return !key.empty() && key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == key.npos;
}

std::string readable_by_everyone(const std::string& path)
{
    return path + " is readable by everyone; chmod o-r " + path;
}

}   // namespace

void Gathering::put(Values& source, const Setting& setting, Given given)
{
    auto& place = source[std::size_t(setting.key)];
    if (!place)
        place = std::move(given);
    else
        tell(given, "given twice, first as " + place->key + " at " + place->where);
}

// given.value is the path of a file that holds the value.
void Gathering::take_target(Values& source, const Setting& setting, Given given)
{
    const std::string path = std::move(given.value);
    auto file = read_file(path);
    if (!file) return tell(given, path + ": " + file.error());
    if (setting.secret && file->readable_by_everyone) tell(given, readable_by_everyone(path));
    if (file->text.ends_with('\n')) file->text.pop_back();
    given.value = std::move(file->text);
    put(source, setting, std::move(given));
}

void Gathering::take(Values& source, Given given)
{
    const std::string_view key = given.key;
    if (const Setting* setting = find_setting(key)) return put(source, *setting, std::move(given));
    const Setting* named = key.ends_with("_FILE") ? find_setting(key.substr(0, key.size() - 5)) : nullptr;
    if (named) return take_target(source, *named, std::move(given));
    if (is_plain_key(key)) return tell(given, "unknown key" + suggestion(key));
    problems_.push_back(given.where + ": a key that is not LATCHKEY_ and capitals");
}

void Gathering::merge(Values& source)
{
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (!values_[i]) values_[i] = std::move(source[i]);
}

void Gathering::take_credentials(const Environment& environment)
{
    const auto directory = environment.find("CREDENTIALS_DIRECTORY");
    if (directory == environment.end() || directory->second.empty()) return;
    Values source;
    for (const Setting& setting : settings()) {
        const std::string path = directory->second + "/" + std::string{setting.name};
        if (!setting.secret || (::access(path.c_str(), F_OK) != 0 && errno == ENOENT)) continue;
        take_target(source, setting, {std::string{prefix} + std::string{setting.name}, path, path});
    }
    merge(source);
}

void Gathering::take_environment(const Environment& environment)
{
    Values source;
    for (const auto& [key, value] : environment)
        if (!is_foreign(key)) take(source, {key, value, "environment"});
    merge(source);
}

void Gathering::take_line(Values& source, EnvLine line, const std::string& path)
{
    std::string where = path + ":" + std::to_string(line.number);
    if (line.problem.empty())
        return take(source, {std::move(line.key), std::move(line.value), std::move(where)});
    if (is_plain_key(line.key)) (where += ": ") += line.key;
    problems_.push_back(where + ": " + line.problem);
}

void Gathering::take_file(const std::string& path)
{
    if (path.empty()) return;
    const auto file = read_file(path);
    if (!file) return problems_.push_back(path + ": " + file.error());
    Values source;
    bool guarded = !file->readable_by_everyone;
    for (EnvLine& line : parse_env_file(file->text)) {
        const Setting* setting = find_setting(line.key);
        if (!guarded && setting && setting->secret) {
            tell({line.key, {}, path + ":" + std::to_string(line.number)}, readable_by_everyone(path));
            guarded = true;   // said once
        }
        take_line(source, std::move(line), path);
    }
    merge(source);
}

}   // namespace sys
