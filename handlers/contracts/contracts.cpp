#include "handlers/contracts/contracts.h"

#include <array>

namespace contracts {

static constexpr std::array kept{&shipfastai,   &hydracore,   &mechamental, &bitcain,
                                 &bitcain_keys, &bitcain_kyc, &latchkey};

std::span<const Contract* const> all()
{
    return kept;
}

std::vector<RouteIndex> indexed()
{
    std::vector<RouteIndex> indexes;
    for (const Contract* contract : kept) indexes.emplace_back(*contract);
    indexes.emplace_back(gate);
    return indexes;
}

}   // namespace contracts
