// The field stage: turns a request into Input, or says everything that is wrong with it, in the order
// declared. Fields the route does not declare are ignored, as the framework of the contracts did.
#pragma once
#include <optional>

#include "fcgi/http/json_tree.h"
#include "fcgi/http/message.h"
#include "handlers/route.h"
#include "handlers/route_index.h"

// The parsed body of a request whose row declares body fields; nothing when there are none or the body is
// empty. Refuses what is not JSON, before anyone asks who is calling.
Result<std::optional<http::JsonTree>> read_body(const Fields& declared, const http::Request& request);

Result<Input> validate(const Fields& declared, const std::optional<http::JsonTree>& body,
                       const http::Request& request, const PathValues& path = {},
                       bool secure_cookies = true);   // see cookie_name

// Whether a row takes one of its fields from a cookie of this request.
bool takes_cookie(const Fields& declared, const http::Request& request, bool secure_cookies = true);
