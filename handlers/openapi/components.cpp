#include "handlers/openapi/components.h"

#include <algorithm>

namespace openapi {

std::string Components::keep(Kept& kept, const std::string& name, const http::Json& thing)
{
    for (int number = 1;; ++number) {
        std::string numbered = number == 1 ? name : name + "_" + std::to_string(number);
        const auto there = std::ranges::find(kept, numbered, &Kept::value_type::first);
        if (there != kept.end() && there->second.text() != thing.text()) continue;
        if (there == kept.end()) kept.emplace_back(numbered, thing);
        return numbered;
    }
}

http::Json Components::schema(const std::string& name, const http::Json& schema)
{
    http::Json reference;
    return std::move(reference.with("$ref", "#/components/schemas/" + keep(schemas_, name, schema)));
}

http::Json Components::response(const std::string& name, const http::Json& response)
{
    http::Json reference;
    return std::move(reference.with("$ref", "#/components/responses/" + keep(responses_, name, response)));
}

void Components::scheme(const std::string& name, http::Json scheme)
{
    if (std::ranges::find(schemes_, name, &Kept::value_type::first) == schemes_.end())
        schemes_.emplace_back(name, std::move(scheme));
}

http::Json Components::take()
{
    const auto object = [](Kept& kept) {
        http::Json json;
        for (auto& [name, thing] : kept) json.with(name, thing);
        return json;
    };
    http::Json all;
    all.with("schemas", object(schemas_)).with("responses", object(responses_));
    if (!schemes_.empty()) all.with("securitySchemes", object(schemes_));
    return all;
}

}   // namespace openapi
