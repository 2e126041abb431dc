#include "handlers/sessions/device.h"

#include <algorithm>
#include <span>

namespace sessions {

namespace {

struct Mark {
    std::string_view text;   // stands in the user agent
    std::string_view name;
};

// Most claim to be others as well, so the order matters: the one that nobody else claims to be comes first.
constexpr Mark browsers[] = {
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"Edge/", "Edge"},
    {"OPR/", "Opera"},
    {"OPT/", "Opera"},
    {"Opera", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"},
    {"YaBrowser/", "Yandex Browser"},
    {"DuckDuckGo/", "DuckDuckGo"},
    {"Ddg/", "DuckDuckGo"},
    {"Electron/", "Electron app"},
    {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"},
    {"Chromium/", "Chromium"},
    {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"},
    {"MSIE ", "Internet Explorer"},
    {"Trident/", "Internet Explorer"},
    {"Safari/", "Safari"},
};

// iPhones say "like Mac OS X", Android says Linux.
constexpr Mark systems[] = {
    {"iPhone", "iPhone"},   {"iPad", "iPad"},       {"Android", "Android"}, {"Windows", "Windows"},
    {"CrOS", "ChromeOS"},   {"Macintosh", "macOS"}, {"Mac OS X", "macOS"},  {"FreeBSD", "FreeBSD"},
    {"OpenBSD", "OpenBSD"}, {"NetBSD", "NetBSD"},   {"Linux", "Linux"},
};

// At the beginning.
constexpr Mark programs[] = {
    {"curl/", "curl"},
    {"Wget/", "Wget"},
    {"HTTPie/", "HTTPie"},
    {"PostmanRuntime/", "Postman"},
    {"insomnia/", "Insomnia"},
    {"python-requests/", "Python"},
    {"python-httpx/", "Python"},
    {"Python-urllib/", "Python"},
    {"Python/", "Python"},
    {"Go-http-client/", "Go"},
    {"Java/", "Java"},
    {"Java-http-client/", "Java"},
    {"Apache-HttpClient/", "Java"},
    {"axios/", "Node.js"},
    {"node-fetch/", "Node.js"},
    {"undici", "Node.js"},
    {"node", "Node.js"},
    {"Ruby", "Ruby"},
    {"libwww-perl/", "Perl"},
    {"Dart/", "Dart app"},
    {"okhttp/", "Android app"},
    {"Dalvik/", "Android app"},
};

std::string_view first_of(std::span<const Mark> marks, std::string_view text)
{
    const auto found =
        std::ranges::find_if(marks, [&](const Mark& mark) { return text.contains(mark.text); });
    return found == marks.end() ? std::string_view{} : found->name;
}

std::string_view program(std::string_view text)
{
    const auto found =
        std::ranges::find_if(programs, [&](const Mark& mark) { return text.starts_with(mark.text); });
    return found == std::end(programs) ? std::string_view{} : found->name;
}

}   // namespace

Device device_of(std::string_view user_agent)
{
    if (const auto known = program(user_agent); !known.empty()) return {known, {}};
    if (user_agent.contains("CFNetwork/")) return {"Apple app", {}};
    return {first_of(browsers, user_agent), first_of(systems, user_agent)};
}

std::string device_name(std::string_view user_agent)
{
    const auto [program, system] = device_of(user_agent);
    if (program.empty() && system.empty()) return "Unknown device";
    if (system.empty()) return std::string{program};
    return std::string{program.empty() ? "Unknown browser" : program}.append(" on ").append(system);
}

}   // namespace sessions
