#include "handlers/route_index.h"

// "/a/b" is "a" and "/b"; "" has no segment, "/" has one that is empty.
static std::string_view first_segment(std::string_view path)
{
    return path.substr(1, path.find('/', 1) - 1);
}

RouteIndex::RouteIndex(const Contract& contract) : contract_{&contract}
{
    for (const Route& route : contract.routes) add(route);
}

void RouteIndex::add(const Route& route)
{
    Node* node = &root_;
    for (std::string_view path = route.path; !path.empty();) {
        const auto segment = first_segment(path);
        const bool parameter = segment.starts_with('{');
        auto& next = parameter ? node->parameter : node->literal[segment];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
        path.remove_prefix(segment.size() + 1);
    }
    node->rows.push_back(&route);
}

bool RouteIndex::descend(const Node& node, std::string_view path, Match& match)
{
    if (path.empty()) {
        if (node.rows.empty()) return false;
        match.rows = &node.rows;
        return true;
    }
    if (path.front() != '/') return false;
    const auto segment = first_segment(path);
    const auto rest = path.substr(segment.size() + 1);
    const auto literal = node.literal.find(segment);
    if (literal != node.literal.end() && descend(*literal->second, rest, match)) return true;
    if (!node.parameter || segment.empty()) return false;
    match.values.emplace_back(segment);
    if (descend(*node.parameter, rest, match)) return true;
    match.values.pop_back();
    return false;
}

RouteIndex::Match RouteIndex::find(std::string_view path) const
{
    Match match;
    descend(root_, path, match);
    return match;
}
