// What the contracts inherited alike from the framework their originals ran on: validation bodies, plain
// error bodies, date-times.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "fcgi/http/json.h"
#include "handlers/fault.h"
#include "handlers/openapi/show_document.h"
#include "handlers/route.h"

namespace contracts {

// How many keys a 422 item has: hydracore documents loc, msg, type; the others type, loc, msg, input, ctx.
enum class ItemKeys { three, five };

// {"detail": "..."}
Reply detail_reply(int status, std::string_view detail);

// A fault in a contract's words: what detail_reply takes.
struct Wording {
    int status;
    std::string_view detail;
};

// Faults that say nothing of accounts, as all contracts of the framework word them.
Wording inherited(Fault fault);

// The whole answer of a refusal in {"detail": ...} style: 422 items for invalid_fields, Retry-After where
// waiting helps.
Reply worded(const Wording& wording, const Refusal& refusal, ItemKeys keys);

Reply document_shown(const openapi::Document& document);

// The row every table has: OpenAPI of its mount.
inline constexpr Route described{
    http::Method::get, "/openapi.json", {},
    Caller::anyone,    Limit::relaxed,  serve<openapi::show_document, document_shown>};

// A JSON object as it came from the database, where nothing but objects is stored.
http::Json stored_object(const std::string& text);

// microseconds since 1970 as 2024-01-15T10:30:00Z, with a fraction only when there is one.
std::string iso8601(std::int64_t microseconds);

}   // namespace contracts
