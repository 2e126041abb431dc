// An OpenAPI document of ours as a page to read.
#pragma once
#include <string>

#include "fcgi/http/json_tree.h"

namespace openapi {

std::string markdown(http::JsonView document);

}   // namespace openapi
