#include "handlers/contracts/latchkey_keys.h"

#include "handlers/contracts/framework.h"

namespace contracts::latchkey_keys {

static http::Json as_json(const vault::Entry& entry)
{
    http::Json json;
    json.with("id", entry.id)
        .with("exchange", entry.exchange)
        .with("name", entry.name)
        .with("last_four", entry.last_four)
        .with("is_active", entry.active)
        .with("created_at", iso8601(entry.created_at));
    return json;
}

Reply keys_listed(const std::vector<vault::Entry>& entries)
{
    http::Json list = http::Json::array();
    for (const auto& entry : entries) list.add(as_json(entry));
    http::Json json;
    json.with("api_keys", list);
    return {200, std::move(json)};
}

Reply key_stored(const vault::Entry& stored)
{
    return {200, as_json(stored)};
}

Reply key_removed(Done)
{
    return {204};
}

}   // namespace contracts::latchkey_keys
