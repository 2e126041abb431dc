// The rows of a contract as a tree of path segments, so that finding one costs the same however many there
// are. Built once, read-only afterwards.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/route.h"

// Path parameters as they came, by the names that the row gives them.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

class RouteIndex {
public:
    explicit RouteIndex(const Contract& contract);

    struct Match {
        const std::vector<const Route*>* rows =
            nullptr;                            // of that path, one a method; null when there are none
        std::vector<std::string> values = {};   // of the parameters, as they came, in the path's order
    };
    // A literal segment goes before a parameter; a parameter is never empty.
    Match find(std::string_view path) const;

    const Contract& contract() const { return *contract_; }

private:
    struct Node {
        std::map<std::string_view, std::unique_ptr<Node>, std::less<>> literal;
        std::unique_ptr<Node> parameter;
        std::vector<const Route*> rows;
    };
    static bool descend(const Node& node, std::string_view path, Match& match);
    void add(const Route& route);

    const Contract* contract_;
    Node root_;
};
