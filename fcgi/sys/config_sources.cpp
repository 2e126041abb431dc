#include "fcgi/sys/config_sources.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "fcgi/sys/file.h"

namespace sys {

namespace {

constexpr std::string_view prefix = "LATCHKEY_";

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view of_a_key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

std::string lowered(std::string_view name)
{
    std::string made{name};
    for (char& c : made)
        if (letters.contains(c)) c = char(c - 'A' + 'a');
    return made;
}

// The name given where the setting's own has a placeholder; nothing when the key is another.
std::optional<std::string> name_within(std::string_view key, std::string_view setting)
{
    const std::size_t hole = setting.find(Setting::placeholder);
    if (hole == setting.npos) return std::nullopt;
    const std::string_view before = setting.substr(0, hole);
    const std::string_view after = setting.substr(hole + Setting::placeholder.size());
    if (!key.starts_with(before) || !key.ends_with(after) || key.size() <= before.size() + after.size())
        return std::nullopt;
    const std::string_view name = key.substr(hole, key.size() - before.size() - after.size());
    if (name.size() > 32 || !letters.contains(name[0]) || name.find_first_not_of(of_a_key) != name.npos)
        return std::nullopt;
    return lowered(name);
}

std::optional<Place> find_place(std::string_view key)
{
    if (!key.starts_with(prefix)) return std::nullopt;
    key.remove_prefix(prefix.size());
    for (const Setting& setting : settings()) {
        if (setting.name == key || (setting.former == key && !key.empty())) return Place{&setting, {}};
        if (auto name = name_within(key, setting.name)) return Place{&setting, std::move(*name)};
    }
    return std::nullopt;
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
    return !key.empty() && key.find_first_not_of(of_a_key) == key.npos;
}

std::string readable_by_everyone(const std::string& path)
{
    return path + " is readable by everyone; chmod o-r " + path;
}

}   // namespace

const Given* Gathering::find(const Place& place) const
{
    const auto found = values_.find(place);
    return found == values_.end() ? nullptr : &found->second;
}

std::set<std::string> Gathering::names() const
{
    std::set<std::string> all;
    for (const auto& [place, given] : values_)
        if (!place.name.empty()) all.insert(place.name);
    return all;
}

void Gathering::put(Values& source, Place place, Given given)
{
    const auto [at, fresh] = source.try_emplace(std::move(place), given);
    if (!fresh) tell(given, "given twice, first as " + at->second.key + " at " + at->second.where);
}

// given.value is the path of a file that holds the value.
void Gathering::take_target(Values& source, Place place, Given given)
{
    const std::string path = std::move(given.value);
    auto file = read_file(path);
    if (!file) return tell(given, path + ": " + file.error());
    if (place.setting->secret && file->readable_by_everyone) tell(given, readable_by_everyone(path));
    if (file->text.ends_with('\n')) file->text.pop_back();
    given.value = std::move(file->text);
    given.kept = {path, 0};
    put(source, std::move(place), std::move(given));
}

void Gathering::take(Values& source, Given given)
{
    const std::string_view key = given.key;
    if (auto place = find_place(key)) return put(source, std::move(*place), std::move(given));
    auto named = key.ends_with("_FILE") ? find_place(key.substr(0, key.size() - 5)) : std::nullopt;
    if (named) return take_target(source, std::move(*named), std::move(given));
    if (is_plain_key(key)) return tell(given, "unknown key" + suggestion(key));
    problems_.push_back(given.where + ": a key that is not LATCHKEY_ and capitals");
}

// Files of other names are not ours; of our names only those of secrets are looked for.
void Gathering::take_credentials(const Environment& environment)
{
    const auto directory = environment.find("CREDENTIALS_DIRECTORY");
    if (directory == environment.end() || directory->second.empty()) return;
    Values source;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{directory->second, error}) {
        const std::string key = std::string{prefix} + entry.path().filename().string();
        auto place = find_place(key);
        if (place && place->setting->secret)
            take_target(source, std::move(*place), {key, entry.path().string(), entry.path().string()});
    }
    if (error && error != std::errc::no_such_file_or_directory)
        problems_.push_back(directory->second + ": " + error.message());
    merge(std::move(source));
}

void Gathering::take_environment(const Environment& environment)
{
    Values source;
    for (const auto& [key, value] : environment)
        if (!is_foreign(key)) take(source, {key, value, "environment"});
    merge(std::move(source));
}

void Gathering::take_line(Values& source, EnvLine line, const std::string& path)
{
    std::string where = path + ":" + std::to_string(line.number);
    if (line.problem.empty())
        return take(source,
                    {std::move(line.key), std::move(line.value), std::move(where), {path, line.number}});
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
        const auto place = find_place(line.key);
        if (!guarded && place && place->setting->secret) {
            tell({line.key, {}, path + ":" + std::to_string(line.number)}, readable_by_everyone(path));
            guarded = true;   // said once
        }
        take_line(source, std::move(line), path);
    }
    merge(std::move(source));
}

}   // namespace sys
