// The request side of a row: what its fields and its caller column say, in OpenAPI's words.
#pragma once
#include <optional>

#include "fcgi/http/json.h"
#include "handlers/openapi/components.h"
#include "handlers/route.h"

namespace openapi {

// Fields from path, query and cookies; a list, perhaps empty.
http::Json parameters(const Fields& fields);

// Nothing when no field comes from the body.
std::optional<http::Json> request_body(const Fields& fields);

// Ways to be let in: one of them is enough. The schemes go into the components.
http::Json security(const Contract& contract, const Route& route, Components& components);

}   // namespace openapi
