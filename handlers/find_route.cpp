#include "handlers/find_route.h"

#include <algorithm>

#include "fcgi/sys/failure.h"

// The first name, which is taken off.
static std::string_view next_name(std::string_view& names)
{
    const auto name = names.substr(0, names.find(' '));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    return name;
}

// Null when we keep no contract of that name.
static const RouteIndex* named(std::span<const RouteIndex> kept, std::string_view name)
{
    const auto found =
        std::ranges::find(kept, name, [](const RouteIndex& index) { return index.contract().name; });
    return found == kept.end() ? nullptr : &*found;
}

static std::string other_slash(std::string_view path)
{
    return path.ends_with('/') ? std::string{path.substr(0, path.size() - 1)} : std::string{path} + "/";
}

static PathValues named(std::string_view path, std::vector<std::string> values)
{
    PathValues all;
    for (std::string& value : values) {
        path.remove_prefix(path.find('{') + 1);
        all.emplace_back(path.substr(0, path.find('}')), std::move(value));
    }
    return all;
}

static void look_in(const RouteIndex& index, const http::Request& request, Found& found)
{
    auto match = index.find(request.path);
    if (!match.rows) {
        found.slash_differs = found.slash_differs || index.find(other_slash(request.path)).rows;
        return;
    }
    for (const Route* route : *match.rows)
        if (!found.allow.contains(http::name(route->method)))
            found.allow += (found.allow.empty() ? "" : ", ") + std::string{http::name(route->method)};
    const auto fits = std::ranges::find(*match.rows, request.method,
                                        [](const Route* route) { return http::name(route->method); });
    if (found.route || fits == match.rows->end()) return;
    found.contract = &index.contract();
    found.route = *fits;
    found.values = named(found.route->path, std::move(match.values));
}

Found find_route(std::span<const RouteIndex> kept, const http::Request& request)
{
    Found found{nullptr};
    for (std::string_view names = request.contracts; !names.empty();) {
        const auto name = next_name(names);
        const RouteIndex* index = named(kept, name);
        if (!index) {
            if (!name.empty()) found.passed_over = name;
            continue;
        }
        if (!found.contract) found.contract = &index->contract();
        look_in(*index, request, found);
    }
    if (!found.contract)
        throw sys::Failure{"nginx names no contract of ours in LATCHKEY_CONTRACT: \"" + request.contracts +
                           "\""};
    return found;
}
