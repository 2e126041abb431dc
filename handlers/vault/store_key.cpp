#include "handlers/vault/store_key.h"

#include "handlers/tokens/uuid.h"
#include "handlers/vault/given.h"
#include "handlers/vault/vault_store.h"

namespace vault {

Result<Entry> store_key(Context& cx, const Input& in)
{
    Credentials credentials;
    take_credentials(credentials, in);
    const Sealed sealed =
        seal(cx.service.seals, credentials, tokens::random_uuid(cx.service), cx.caller->subject, 1);
    auto db = cx.lease();
    auto stored = insert(db, by(cx), given_label(in), sealed, last_four(credentials.api_key));
    if (!stored) return refuse(Fault::too_many_keys);
    return std::move(*stored);
}

}   // namespace vault
