#include "handlers/openapi/document.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "handlers/openapi/components.h"
#include "handlers/openapi/request.h"
#include "handlers/openapi/responses.h"
#include "handlers/openapi/words.h"

namespace openapi {

namespace {

// As OpenAPI writes methods.
std::string small(http::Method method)
{
    std::string name{http::name(method)};
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return name;
}

// "post_orgs_org_id_members": names the row among all rows.
std::string operation_id(const Route& route)
{
    std::string id = small(route.method);
    bool letter = false;
    for (const unsigned char c : route.path) {
        const bool before = std::exchange(letter, std::isalnum(c) != 0);
        if (letter && !before) id += '_';
        if (letter) id += char(c);
    }
    return id;
}

http::Json operation(const Contract& contract, const Route& route, Components& components)
{
    const auto [name, spelled] = std::pair{last_name(route.serve.operation), route.serve.operation};
    http::Json tags = http::Json::array();
    tags.add(http::Json::of(spelled.substr(0, spelled.find(':'))));
    http::Json json;
    json.with("operationId", operation_id(route))
        .with("summary", spaced(name))
        .with("description", "Contract: " + std::string{contract.name} +
                                 ". Caller: " + std::string{text(route.caller)} +
                                 ". Limit: " + std::string{text(route.limit)} + ".")
        .with("tags", tags)
        .with("security", security(contract, route, components));
    if (auto list = parameters(route.fields); !list.is_empty()) json.with("parameters", list);
    if (auto body = request_body(route.fields)) json.with("requestBody", *body);
    json.with("responses", responses(contract, route, components));
    return json;
}

// The operations of one path, by method.
struct Path {
    std::string name;
    std::set<std::string> methods;
    http::Json operations;
};

void add_row(std::vector<Path>& paths, const Contract& contract, const Route& route, Components& components)
{
    auto path = std::ranges::find(paths, route.path, &Path::name);
    if (path == paths.end()) path = paths.insert(paths.end(), {std::string{route.path}, {}, {}});
    const std::string method = small(route.method);
    if (path->methods.insert(method).second)
        path->operations.with(method, operation(contract, route, components));
}

http::Json head(std::span<const Contract* const> contracts)
{
    std::string names;
    for (const Contract* contract : contracts)
        names += (names.empty() ? "" : " + ") + std::string{contract->name};
    http::Json info;
    info.with("title", "Latchkey: " + names)
        .with("version", "1")
        .with("description",
              "Paths are inside the mount. Every answer says Cache-Control: no-store. What "
              "answers a request that no path is for stands in x-other-requests.");
    return info;
}

}   // namespace

http::Json document(std::span<const Contract* const> contracts)
{
    Components components;
    std::vector<Path> paths;
    http::Json others = responses_without_row(*contracts.front(), components);
    for (const Contract* contract : contracts)
        for (const Route& route : contract->routes) add_row(paths, *contract, route, components);
    http::Json by_name;
    for (Path& path : paths) by_name.with(path.name, path.operations);
    http::Json json;
    json.with("openapi", "3.1.0").with("info", head(contracts)).with("paths", by_name);
    json.with("components", components.take()).with("x-other-requests", others);
    return json;
}

}   // namespace openapi
