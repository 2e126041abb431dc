#include "handlers/openapi/request.h"

#include <algorithm>
#include <sstream>
#include <string>

#include "handlers/caller.h"

namespace openapi {

namespace {

http::Json text_schema(const Rule& rule)
{
    http::Json schema;
    schema.with("type", "string");
    if (rule.kind == Rule::email) schema.with("format", "email");
    if (rule.min > 0) schema.with("minLength", std::int64_t(rule.min));
    schema.with("maxLength", std::int64_t(rule.max));
    // No control characters, no blanks at its ends.
    if (rule.one_line) schema.with("pattern", R"(^(?! )[^\u0000-\u001f\u007f]*(?<! )$)");
    return schema;
}

http::Json choice_schema(const Rule& rule)
{
    http::Json choices = http::Json::array();
    std::istringstream words{std::string{rule.choices}};
    for (std::string choice; words >> choice;) choices.add(http::Json::of(choice));
    http::Json schema;
    return std::move(schema.with("type", "string").with("enum", choices));
}

http::Json of_type(const char* type)
{
    http::Json schema;
    return std::move(schema.with("type", type));
}

http::Json value_schema(const Rule& rule)
{
    switch (rule.kind) {
    case Rule::text:
    case Rule::email: return text_schema(rule);
    case Rule::choice: return choice_schema(rule);
    case Rule::object: return of_type("object");
    case Rule::text_list: return std::move(of_type("array").with("items", of_type("string")));
    case Rule::truth: return of_type("boolean");
    case Rule::document: break;
    }
    return {};   // anything
}

http::Json schema_of(const Field& field)
{
    http::Json schema = value_schema(field.rule);
    if (field.rule.kind == Rule::text && field.rule.secret && field.from == From::body)
        schema.with("format", "password");
    if (field.presence != Field::nullable || field.rule.kind == Rule::document) return schema;
    http::Json either = http::Json::array();
    either.add(schema).add(of_type("null"));
    http::Json nullable;
    return std::move(nullable.with("anyOf", either));
}

bool is_in_body(const Field& field)
{
    return field.from == From::body;
}

const char* place(From from)
{
    switch (from) {
    case From::query: return "query";
    case From::path: return "path";
    case From::cookie: return "cookie";
    case From::site: return "site";   // never printed
    case From::body: break;
    }
    return "body";
}

// The field that an alias is another name of.
const Field& named_first(const Fields& fields, const Field& alias)
{
    return *std::ranges::find(fields, alias.key, &Field::key);
}

// {"anyOf": [{"required": ["secret"]}, {"required": ["api_secret"]}]}
http::Json either_name(const Field& first, const Field& alias)
{
    http::Json either = http::Json::array();
    for (const std::string_view name : {first.name, alias.name}) {
        http::Json names = http::Json::array();
        names.add(http::Json::of(name));
        http::Json one;
        either.add(one.with("required", names));
    }
    http::Json rule;
    return std::move(rule.with("anyOf", either));
}

bool has_alias(const Fields& fields, const Field& field)
{
    return std::ranges::any_of(
        fields, [&](const Field& other) { return other.presence == Field::alias && other.key == field.key; });
}

http::Json body_schema(const Fields& fields)
{
    http::Json properties;
    http::Json required = http::Json::array();
    http::Json rules = http::Json::array();
    for (const Field& field : fields) {
        if (!is_in_body(field)) continue;
        if (field.rule.kind == Rule::document) return schema_of(field);
        http::Json schema = schema_of(field);
        if (field.presence == Field::alias) {
            const Field& first = named_first(fields, field);
            const bool needed = first.presence == Field::required;
            schema.with("description", "Another name of " + std::string{first.name} +
                                           (needed ? "; one of them must come." : "."));
            if (needed) rules.add(either_name(first, field));
        }
        properties.with(field.name, schema);
        if (field.presence == Field::required && !has_alias(fields, field))
            required.add(http::Json::of(field.name));
    }
    http::Json schema = of_type("object");
    schema.with("properties", properties);
    if (!required.is_empty()) schema.with("required", required);
    if (!rules.is_empty()) schema.with("allOf", rules);
    return schema;
}

http::Json http_scheme(const char* scheme, const char* description)
{
    http::Json json = of_type("http");
    return std::move(json.with("scheme", scheme).with("description", description));
}

http::Json key_scheme(const char* in, std::string_view name, const char* description)
{
    http::Json json = of_type("apiKey");
    return std::move(json.with("in", in).with("name", name).with("description", description));
}

// One way in: all of these schemes together.
http::Json way(std::initializer_list<const char*> schemes)
{
    http::Json json;
    for (const char* scheme : schemes) json.with(scheme, http::Json::array());
    return json;
}

void add_provider(http::Json& ways, Components& components)
{
    components.scheme("provider_secret", http_scheme("bearer", "LATCHKEY_KYC_SECRET"));
    components.scheme(
        "provider_signature",
        key_scheme("header", "X-Signature",
                   "HMAC-SHA256 of \"X-Timestamp.body\" made with LATCHKEY_KYC_SECRET, in hex"));
    components.scheme("provider_time", key_scheme("header", "X-Timestamp", "seconds since 1970"));
    ways.add(way({"provider_secret"})).add(way({"provider_signature", "provider_time"}));
}

void add_token(http::Json& ways, Components& components)
{
    http::Json scheme = http_scheme("bearer", "an access token");
    components.scheme("bearer", std::move(scheme.with("bearerFormat", "JWT")));
    ways.add(way({"bearer"}));
}

}   // namespace

http::Json parameters(const Fields& fields)
{
    http::Json list = http::Json::array();
    for (const Field& field : fields) {
        if (is_in_body(field) || field.from == From::site) continue;   // no client says those
        http::Json parameter;
        parameter.with("name", field.name).with("in", place(field.from));
        parameter.with("required", field.presence == Field::required);
        list.add(parameter.with("schema", schema_of(field)));
    }
    return list;
}

std::optional<http::Json> request_body(const Fields& fields)
{
    if (std::ranges::none_of(fields, is_in_body)) return std::nullopt;
    const bool required = std::ranges::any_of(
        fields, [](const Field& field) { return is_in_body(field) && field.presence == Field::required; });
    http::Json media;
    media.with("schema", body_schema(fields));
    http::Json content;
    content.with("application/json", media);
    http::Json body;
    return std::move(body.with("required", required).with("content", content));
}

http::Json security(const Contract& contract, const Route& route, Components& components)
{
    http::Json ways = http::Json::array();
    if (route.caller == Caller::anyone || route.caller == Caller::our_pages) return ways;
    if (route.caller == Caller::kyc_provider) {
        add_provider(ways, components);
    } else if (route.caller == Caller::basic) {
        components.scheme("basic", http_scheme("basic", "an e-mail address and its password"));
        ways.add(way({"basic"}));
    } else {
        add_token(ways, components);
    }
    if (takes_session_cookie(route.caller) && !contract.access_cookie.empty()) {
        components.scheme("cookie", key_scheme("cookie", contract.access_cookie, "the same as a cookie"));
        ways.add(way({"cookie"}));
    }
    return ways;
}

}   // namespace openapi
