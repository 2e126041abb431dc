#include "handlers/openapi/documents.h"

#include <algorithm>

#include "fcgi/sys/failure.h"
#include "handlers/openapi/document.h"

namespace openapi {

static std::string names(std::span<const Contract* const> contracts)
{
    std::string names;
    for (const Contract* contract : contracts)
        names += (names.empty() ? "" : " ") + std::string{contract->name};
    return names;
}

std::vector<const Contract*> with_companions(const Contract& contract)
{
    std::vector<const Contract*> all;
    for (const Contract* next = &contract; next; next = next->beside) all.push_back(next);
    return all;
}

Documents::Documents(std::span<const Contract* const> kept) : kept_{kept.begin(), kept.end()}
{
    for (const Contract* contract : kept) {
        const auto contracts = with_companions(*contract);
        printed_.emplace_back(names(contracts), document(contracts).text());
    }
}

std::vector<const Contract*> Documents::named(std::string_view names) const
{
    std::vector<const Contract*> contracts;
    while (!names.empty()) {
        const auto name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        const auto found = std::ranges::find(kept_, name, &Contract::name);
        if (found != kept_.end()) contracts.push_back(*found);
    }
    if (contracts.empty()) throw sys::Failure{"an OpenAPI document was asked for no contract of ours"};
    return contracts;
}

// The paths of a document are appended to its server's URL, which is the mount (OpenAPI 3.1.0, 4.8.5).
std::string Documents::at(std::string_view contracts, std::string_view path) const
{
    const auto ready = std::ranges::find(printed_, contracts, &std::pair<std::string, std::string>::first);
    std::string text = ready == printed_.end() ? document(named(contracts)).text() : ready->second;
    if (path.empty()) return text;
    return R"({"servers":[{"url":)" + http::Json::of(path).text() + "}]," + text.substr(1);
}

}   // namespace openapi
