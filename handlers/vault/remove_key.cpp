#include "handlers/vault/remove_key.h"

#include "handlers/vault/vault_store.h"

namespace vault {

Result<Done> remove_key(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (!remove(db, by(cx), std::string{in[Key::id]})) return refuse(no_such_key);
    return Done{};
}

}   // namespace vault
