#include "handlers/vault/reseal.h"

#include "handlers/vault/reseal_store.h"

namespace vault {

// A row that someone else changed meanwhile was sealed by them, under the first key of their ring; the next
// pass looks.
static bool seal_anew(db::Lease& db, const crypto::SealRing& ring, const Sealed& row, const Origin& origin)
{
    const auto credentials = open(ring, row);
    if (!credentials) return false;
    replace(db, seal(ring, *credentials, row.id, row.account, row.version + 1), origin);
    return true;
}

// From the first row to the last; how many were left as they are is not known before the next pass.
static Resealed pass(const Service& service, const Origin& origin)
{
    constexpr std::int64_t batch = 100;
    Resealed resealed;
    std::string after;
    while (true) {
        auto db = service.pool.lease();
        const auto rows = sealed_by_others(db, service.seals.sealing_kid(), after, batch);
        for (const Sealed& row : rows)
            ++(seal_anew(db, service.seals, row, origin) ? resealed.done : resealed.unopenable);
        if (std::int64_t(rows.size()) < batch) return resealed;
        after = rows.back().id;
    }
}

Resealed reseal(const Service& service, const Origin& origin)
{
    Resealed all;
    while (true) {
        const Resealed once = pass(service, origin);
        all.done += once.done;
        all.unopenable = once.unopenable;
        if (once.done == 0) return all;
    }
}

}   // namespace vault
