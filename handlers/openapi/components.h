// What a document keeps under a name, because several places mean it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "fcgi/http/json.h"

namespace openapi {

class Components {
public:
    // {"$ref": ...} to the thing. Another thing that has the name already makes it name_2, name_3 ...
    http::Json schema(const std::string& name, const http::Json& schema);
    http::Json response(const std::string& name, const http::Json& response);
    void scheme(const std::string& name, http::Json scheme);   // a security scheme; its name means it
    http::Json take();                                         // all, as the document has them

private:
    using Kept = std::vector<std::pair<std::string, http::Json>>;

    static std::string keep(Kept& kept, const std::string& name, const http::Json& thing);

    Kept schemas_;
    Kept responses_;
    Kept schemes_;
};

}   // namespace openapi
