// Bitcain's contract of third parties' API keys, kept sealed: {success, message, data}.
#include "handlers/contracts/bitcain_words.h"
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/rules.h"
#include "handlers/vault/decrypt_key.h"
#include "handlers/vault/list_keys.h"
#include "handlers/vault/remove_key.h"
#include "handlers/vault/store_key.h"
#include "handlers/vault/try_connection.h"
#include "handlers/vault/update_key.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

Reply result(bool success, std::string_view message, const http::Json& data)
{
    http::Json json;
    json.with("success", success).with("message", message).with("data", data);
    return {200, std::move(json)};
}

http::Json as_list(const std::string& text)
{
    auto list = http::parse_json(text);
    return list ? http::Json::copy(list->view()) : http::Json::array();
}

http::Json entry(const vault::Entry& entry)
{
    http::Json json;
    json.with("id", entry.id)
        .with("exchange", entry.exchange)
        .with("name", entry.name)
        .with("environment", entry.environment)
        .with("permissions", as_list(entry.permissions))
        .with("is_active", entry.active)
        .with("masked_key", "****" + entry.last_four)
        .with("has_passphrase", entry.has_passphrase)
        .with("last_used", entry.last_used ? http::Json::of(iso8601(*entry.last_used)) : http::Json::null())
        .with("created_at", iso8601(entry.created_at))
        .with("updated_at", iso8601(entry.updated_at));
    return json;
}

Reply keys_listed(const std::vector<vault::Entry>& entries)
{
    http::Json list = http::Json::array();
    for (const auto& each : entries) list.add(entry(each));
    return result(true, "API keys retrieved", list);
}

Reply key_stored(const vault::Entry& stored)
{
    return result(true, "API key stored", entry(stored));
}

Reply key_updated(const vault::Entry& updated)
{
    return result(true, "API key updated", entry(updated));
}

Reply key_decrypted(const vault::Credentials& credentials)
{
    http::Json data;
    data.with("api_key", credentials.api_key).with("secret", credentials.secret);
    if (credentials.passphrase) data.with("passphrase", credentials.passphrase);
    return result(true, "API key decrypted", data);
}

Reply key_removed(Done)
{
    return result(true, "API key deleted", http::Json::null());
}

Reply connection_tried(const vault::Tried& tried)
{
    if (tried.status == 0) return result(tried.success, tried.message, http::Json::null());
    http::Json data;
    data.with("status", tried.status);
    return result(tried.success, tried.message, data);
}

constexpr Rule environment{Rule::text, 1, 50};
constexpr Rule permissions{Rule::text_list, 2, 4096};

// Any text: one that names no key of the caller's is not found.
constexpr Field id{"id", Key::id, {Rule::text, 0, http::max_body, true}, Field::required, From::path};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {get, "/", {}, bearer, relaxed, serve<vault::list_keys, keys_listed>},
    {post,
     "/",
     {{"exchange", Key::exchange, rules::exchange},
      {"api_key", Key::api_key, rules::credential},
      {"secret", Key::secret, rules::credential},
      {"api_secret", Key::secret, rules::credential, Field::alias},
      {"passphrase", Key::passphrase, rules::credential, Field::nullable},
      {"name", Key::key_name, rules::key_name, Field::nullable},
      {"environment", Key::environment, environment, Field::nullable},
      {"permissions", Key::permissions, permissions, Field::nullable}},
     bearer,
     relaxed,
     serve<vault::store_key, key_stored>},
    {patch,
     "/{id}",
     {id,
      {"exchange", Key::exchange, rules::exchange, Field::optional},
      {"api_key", Key::api_key, rules::credential, Field::optional},
      {"secret", Key::secret, rules::credential, Field::optional},
      {"api_secret", Key::secret, rules::credential, Field::alias},
      {"passphrase", Key::passphrase, rules::credential, Field::nullable},
      {"name", Key::key_name, rules::key_name, Field::nullable},
      {"environment", Key::environment, environment, Field::optional},
      {"permissions", Key::permissions, permissions, Field::optional},
      {"is_active", Key::is_active, {Rule::truth, 0, 0}, Field::optional}},
     bearer,
     relaxed,
     serve<vault::update_key, key_updated>},
    {del, "/{id}", {id}, bearer, relaxed, serve<vault::remove_key, key_removed>},
    {post, "/{id}/decrypt", {id}, bearer, relaxed, serve<vault::decrypt_key, key_decrypted>},
    {post,
     "/{id}/test-connection",
     {id},
     bearer,
     outgoing_call,
     serve<vault::try_connection, connection_tried>},
    described,
};

static_assert(sound(routes));

}   // namespace

extern constexpr Contract bitcain_keys{"bitcain-keys", routes, bitcain_words::word_result};

}   // namespace contracts
