// The field stage: turns a request into Input, or says everything that is wrong with it, in the order declared.
// Fields the route does not declare are ignored, as the framework of the contracts did.
#pragma once
#include <optional>

#include "fcgi/http/json.h"
#include "fcgi/http/message.h"
#include "handlers/route.h"

// The parsed body of a request whose row declares body fields; nothing when there are none or the body is empty.
// Refuses what is not JSON, before anyone asks who is calling.
Result<std::optional<http::Json>> read_body(const Fields& declared, const http::Request& request);

Result<Input> validate(const Fields& declared, const std::optional<http::Json>& body, const http::Request& request);
