// Loads the configuration: gathers what each source gives, then checks values, then what they mean together.
#include "fcgi/sys/config.h"

#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <thread>

#include "fcgi/sys/config_sources.h"
#include "fcgi/sys/config_values.h"

namespace sys {

namespace {

std::string processors_less_one(std::int64_t most)
{
    const std::int64_t cores = std::thread::hardware_concurrency();   // 0 when unknown
    return std::to_string(std::max(std::int64_t{1}, std::min(cores - 1, most)));
}

std::string upper(std::string_view name)
{
    std::string made{name};
    for (char& c : made)
        if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    return made;
}

// An empty value asks for the default. Nothing is checked that came from the table.
Verdict judge(const Setting& setting, const Given* given)
{
    if (given && !given->value.empty()) return check_value(setting, given->value);
    return {setting.required ? "is required" : "", {}};
}

// Of keys that are of use together only, either all are given or none.
void tell_halves(const Gathering& gathering, std::initializer_list<Key> keys, const std::string& name,
                 std::vector<std::string>& problems)
{
    const auto given = [&](Key key) {
        const Given* found = gathering.find({&settings()[std::size_t(key)], name});
        return found && !found->value.empty() ? found : nullptr;
    };
    const auto some = std::ranges::find_if(keys, given);
    for (const Key key : keys)
        if ((some != keys.end() || !name.empty()) && !given(key))
            problems.push_back((some == keys.end() ? "configuration" : given(*some)->where) + ": " +
                               full_key(settings()[std::size_t(key)], name) +
                               ": is required where its like is given");
}

void tell_halves(const Gathering& gathering, std::vector<std::string>& problems)
{
    tell_halves(gathering, {Key::google_client_id, Key::google_client_secret}, {}, problems);
    tell_halves(gathering, {Key::github_client_id, Key::github_client_secret}, {}, problems);
    for (const std::string& name : gathering.names()) {
        tell_halves(gathering, {Key::oidc_issuer, Key::oidc_client_id, Key::oidc_client_secret}, name,
                    problems);
        if (name == "google" || name == "github")
            problems.push_back("LATCHKEY_OIDC_" + upper(name) + "_ISSUER: that name is taken; use another");
    }
}

bool by_former_name(const Given& given, const std::string& key_of_today)
{
    return given.key != key_of_today && given.key != key_of_today + "_FILE";
}

}   // namespace

std::string full_key(const Setting& setting, std::string_view name)
{
    std::string key = "LATCHKEY_" + std::string{setting.name};
    const auto hole = key.find(Setting::placeholder);
    if (hole != key.npos && !name.empty()) key.replace(hole, Setting::placeholder.size(), upper(name));
    return key;
}

Environment environment()
{
    Environment result;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view pair = *entry;
        const std::size_t equals = pair.find('=');
        if (equals != pair.npos) result.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return result;
}

std::vector<std::string> Config::names() const
{
    std::vector<std::string> all;
    for (const auto& [name, values] : families_) all.push_back(name);
    return all;
}

const std::string& Config::text(Key key, const std::string& name) const
{
    return families_.at(name).at(key).value;
}

const std::string& Config::origin(Key key, const std::string& name) const
{
    return families_.at(name).at(key).origin;
}

std::int64_t Config::number(Key key) const
{
    const std::string& digits = text(key);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// Fills in what a value takes from others.
void Config::resolve()
{
    const auto value = [this](Key key) -> std::string& { return entries_[std::size_t(key)].value; };
    for (const Key key : {Key::issuer, Key::frontend_url})
        if (text(key).empty()) value(key) = text(Key::public_url);
    if (number(Key::hash_lanes) == 0)
        value(Key::hash_lanes) = processors_less_one(number(Key::threads) - number(Key::hash_queue) - 1);
    if (text(Key::cookie_secure) == "auto")
        value(Key::cookie_secure) = text(Key::public_url).starts_with("https://") ? "on" : "off";
}

// One thread at least stays free for requests that hash nothing. Empty when so.
std::string Config::thread_problem() const
{
    const std::int64_t held = number(Key::hash_queue) + number(Key::hash_lanes);
    if (held < number(Key::threads)) return {};
    std::string where = "default";
    for (const Key key : {Key::threads, Key::hash_lanes, Key::hash_queue})
        if (origin(key) != "default") where = origin(key);
    return where + ": LATCHKEY_HASH_QUEUE: with LATCHKEY_HASH_LANES it makes " + std::to_string(held) +
           "; must be less than LATCHKEY_THREADS (" + text(Key::threads) +
           "), or logins could hold every thread";
}

Config::Loaded Config::load(const std::string& path, const Environment& environment)
{
    Loaded loaded;
    Gathering gathering{loaded.problems};
    gathering.take_credentials(environment);
    gathering.take_environment(environment);
    gathering.take_file(path);
    std::bitset<std::size_t(Key::count)> bad;
    const auto judged = [&](const Place& place) -> Entry {
        const Given* given = gathering.find(place);
        const Setting& setting = *place.setting;
        const Verdict verdict = judge(setting, given);
        const std::string key = full_key(setting, place.name);
        const std::string about =
            given ? given->where + ": " + given->key : (path.empty() ? "environment" : path) + ": " + key;
        if (given && by_former_name(*given, key))
            loaded.warnings.push_back(about + ": is called " + key + " now");
        if (!verdict.problem.empty()) loaded.problems.push_back(about + ": " + verdict.problem);
        if (!verdict.warning.empty()) loaded.warnings.push_back(about + ": " + verdict.warning);
        bad[std::size_t(setting.key)] = !verdict.problem.empty();
        const bool good = given && !given->value.empty() && verdict.problem.empty();
        return {good ? given->value : std::string{setting.fallback}, given ? given->where : "default",
                given ? given->kept : Kept{}};
    };
    for (const Setting& setting : settings())
        loaded.config.entries_[std::size_t(setting.key)] = judged({&setting, {}});
    for (const std::string& name : gathering.names())
        for (const Setting& setting : settings())
            if (setting.of_family()) loaded.config.families_[name][setting.key] = judged({&setting, name});
    tell_halves(gathering, loaded.problems);
    loaded.config.resolve();
    const bool comparable = !bad[std::size_t(Key::threads)] && !bad[std::size_t(Key::hash_lanes)] &&
                            !bad[std::size_t(Key::hash_queue)];
    if (auto problem = loaded.config.thread_problem(); comparable && !problem.empty())
        loaded.problems.push_back(std::move(problem));
    return loaded;
}

}   // namespace sys
