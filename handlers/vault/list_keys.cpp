#include "handlers/vault/list_keys.h"

#include "handlers/vault/vault_store.h"

namespace vault {

Result<std::vector<Entry>> list_keys(Context& cx, const Input&)
{
    auto db = cx.lease();
    return list(db, cx.caller->subject);
}

}   // namespace vault
