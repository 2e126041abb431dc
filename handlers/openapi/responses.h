// The answering side of a row: which statuses with which headers and bodies. What a shape prints of
// specimens, and how the contract words each fault that the row can meet.
#pragma once
#include <span>
#include <vector>

#include "fcgi/http/json.h"
#include "handlers/fault.h"
#include "handlers/openapi/components.h"
#include "handlers/route.h"

namespace openapi {

// The responses of a row by status; schemas, and what several rows have alike, go into the components.
http::Json responses(const Contract& contract, const Route& route, Components& components);

// The responses to requests that no row is for, as the contract words them.
http::Json responses_without_row(const Contract& contract, Components& components);

}   // namespace openapi
