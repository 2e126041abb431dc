// The OpenAPI document of the mount that was asked.
#pragma once
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace openapi {

struct Document {
    std::string text;   // JSON
};
std::vector<Document> specimens(Of<Document>);

Result<Document> show_document(Context& cx, const Input& in);

}   // namespace openapi

template <>
inline constexpr Faults refuses<openapi::show_document>{};
