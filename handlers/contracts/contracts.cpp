#include "handlers/contracts/contracts.h"

#include <array>

namespace contracts {

static constexpr std::array kept{&shipfastai,  &hydracore, &mechamental, &bitcain, &bitcain_keys,
                                 &bitcain_kyc, &latchkey,  &gate,        &metrics};
static constexpr std::size_t without_front_ends = 2;

std::span<const Contract* const> all()
{
    return every().first(kept.size() - without_front_ends);
}

std::span<const Contract* const> every()
{
    return kept;
}

std::vector<RouteIndex> indexed()
{
    std::vector<RouteIndex> indexes;
    for (const Contract* contract : every()) indexes.emplace_back(*contract);
    return indexes;
}

}   // namespace contracts
