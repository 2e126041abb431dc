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

// An empty value asks for the default. Nothing is checked that came from the table.
Verdict judge(const Setting& setting, const std::optional<Given>& given)
{
    if (given && !given->value.empty()) return check_value(setting, given->value);
    return {setting.required ? "is required" : "", {}};
}

}   // namespace

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
    const auto value = [this](Key key) -> std::string& { return values_[std::size_t(key)]; };
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
    for (const Setting& setting : settings()) {
        const auto& given = gathering[setting.key];
        const auto index = std::size_t(setting.key);
        const Verdict verdict = judge(setting, given);
        bad[index] = !verdict.problem.empty();
        const bool use = given && !given->value.empty() && !bad[index];
        loaded.config.values_[index] = use ? given->value : std::string{setting.fallback};
        loaded.config.origins_[index] = given ? given->where : "default";
        const std::string about =
            given ? given->where + ": " + given->key
                  : (path.empty() ? "environment" : path) + ": LATCHKEY_" + std::string{setting.name};
        if (!verdict.problem.empty()) loaded.problems.push_back(about + ": " + verdict.problem);
        if (!verdict.warning.empty()) loaded.warnings.push_back(about + ": " + verdict.warning);
    }
    loaded.config.resolve();
    const bool comparable = !bad[std::size_t(Key::threads)] && !bad[std::size_t(Key::hash_lanes)] &&
                            !bad[std::size_t(Key::hash_queue)];
    if (auto problem = loaded.config.thread_problem(); comparable && !problem.empty())
        loaded.problems.push_back(std::move(problem));
    return loaded;
}

}   // namespace sys
