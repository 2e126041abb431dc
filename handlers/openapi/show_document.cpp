#include "handlers/openapi/show_document.h"

namespace openapi {

std::vector<Document> specimens(Of<Document>)
{
    return {{R"({"*":null})"}};
}

Result<Document> show_document(Context& cx, const Input&)
{
    return Document{cx.service.documents.at(cx.mount.contracts, cx.mount.path)};
}

}   // namespace openapi
