#include "handlers/vault/decrypt_key.h"

#include "handlers/vault/vault_store.h"

namespace vault {

Result<Credentials> decrypt_key(Context& cx, const Input& in)
{
    auto db = cx.lease();
    const auto sealed = find_for_opening(db, by(cx), std::string{in[Key::id]});
    if (!sealed) return refuse(no_such_key);
    return opened(cx.service.seals, *sealed);
}

}   // namespace vault
