// OpenAPI 3.1 of a mount, printed from the rows of the contracts that are spoken there.
#pragma once
#include <span>
#include <string_view>

#include "fcgi/http/json.h"
#include "handlers/route.h"

namespace openapi {

// At least one contract, in the order in which they are asked: of rows for the same path and method the first
// counts, and what no row is for is worded by the first contract.
http::Json document(std::span<const Contract* const> contracts);

}   // namespace openapi
