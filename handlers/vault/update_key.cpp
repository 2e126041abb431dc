#include "handlers/vault/update_key.h"

#include "fcgi/sys/failure.h"
#include "handlers/vault/given.h"
#include "handlers/vault/vault_store.h"

namespace vault {

// All values of a row hang on one key and one version, so a new value seals the others anew. Whoever is
// second to do so reads again what the first one wrote.
static Result<Entry> reseal(Context& cx, const Input& in, db::Lease& db)
{
    for (int tries = 0; tries < 5; ++tries) {
        const auto sealed = find(db, cx.caller->subject, std::string{in[Key::id]});
        if (!sealed) return refuse(no_such_key);
        auto credentials = opened(cx.service.seals, *sealed);
        take_credentials(credentials, in);
        const Sealed fresh =
            seal(cx.service.seals, credentials, sealed->id, sealed->account, sealed->version + 1);
        const auto shown =
            in.has(Key::api_key) ? std::optional{last_four(credentials.api_key)} : std::nullopt;
        if (auto entry = update(db, by(cx), given_label(in), fresh, shown)) return std::move(*entry);
    }
    throw sys::Failure{"an API key was changed by others again and again"};
}

Result<Entry> update_key(Context& cx, const Input& in)
{
    auto db = cx.lease();
    if (gives_credentials(in)) return reseal(cx, in, db);
    auto entry = update(db, by(cx), std::string{in[Key::id]}, given_label(in));
    if (!entry) return refuse(no_such_key);
    return std::move(*entry);
}

}   // namespace vault
