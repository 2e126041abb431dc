#include "handlers/vault/decrypt_key.h"

#include "handlers/vault/vault_store.h"

namespace vault {

Result<Credentials> decrypt_key(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const auto sealed = find(db, cx.caller->subject, std::string{in[Key::id]});
    if (!sealed) return refuse(no_such_key);
    auto credentials = open(cx.service.seals, *sealed);
    if (!note_opening(db, by(cx), sealed->id, credentials.has_value())) return refuse(no_such_key);
    if (!credentials) return opened(cx.service.seals, *sealed);   // throws what is wrong with it
    return std::move(*credentials);
}

}   // namespace vault
