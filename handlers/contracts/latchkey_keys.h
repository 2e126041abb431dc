// Part of the contract latchkey: API keys of third parties, as their owner's page keeps them. What was stored
// is never shown again: opening a key, changing it and trying it out are bitcain-keys' rows.
#pragma once
#include "handlers/route.h"
#include "handlers/rules.h"
#include "handlers/vault/list_keys.h"
#include "handlers/vault/remove_key.h"
#include "handlers/vault/store_key.h"

namespace contracts::latchkey_keys {

Reply keys_listed(const std::vector<vault::Entry>& entries);
Reply key_stored(const vault::Entry& stored);
Reply key_removed(Done);

inline constexpr Route routes[] = {
    {http::Method::get,
     "/api-keys",
     {},
     Caller::session,
     Limit::relaxed,
     serve<vault::list_keys, keys_listed>},
    {http::Method::post,
     "/api-keys",
     {{"exchange", Key::exchange, rules::exchange},
      {"api_key", Key::api_key, rules::credential},
      {"secret", Key::secret, rules::credential},
      {"passphrase", Key::passphrase, rules::credential, Field::nullable},
      {"name", Key::key_name, rules::key_name, Field::nullable}},
     Caller::session,
     Limit::relaxed,
     serve<vault::store_key, key_stored>},
    {http::Method::del,
     "/api-keys/{id}",
     {{"id", Key::id, rules::identifier, Field::required, From::path}},
     Caller::session,
     Limit::relaxed,
     serve<vault::remove_key, key_removed>},
};

}   // namespace contracts::latchkey_keys
