// The documents of the mounts that our contracts are made for, printed when a process starts.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/route.h"

namespace openapi {

class Documents {
public:
    explicit Documents(std::span<const Contract* const> kept);

    // For the contracts named by LATCHKEY_CONTRACT, reached at that mount. A list that is not one of ours is
    // printed anew; names of no contract are passed over, as they are when a row is looked for.
    std::string at(std::string_view contracts, std::string_view path) const;

private:
    std::vector<const Contract*> named(std::string_view names) const;

    std::vector<const Contract*> kept_;
    std::vector<std::pair<std::string, std::string>> printed_;   // by the names of their contracts
};

// A contract and what stands beside it.
std::vector<const Contract*> with_companions(const Contract& contract);

}   // namespace openapi
