#include "handlers/contracts/contracts.h"

#include <algorithm>
#include <array>

namespace contracts {

static constexpr std::array kept{&shipfastai, &hydracore};

std::span<const Contract* const> all()
{
    return kept;
}

std::vector<const Contract*> named(std::string_view names)
{
    std::vector<const Contract*> found;
    while (!names.empty()) {
        const auto name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        const auto contract = std::ranges::find(kept, name, &Contract::name);
        if (contract != kept.end()) found.push_back(*contract);
    }
    return found;
}

}  // namespace contracts
