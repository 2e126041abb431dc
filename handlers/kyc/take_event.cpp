#include "handlers/kyc/take_event.h"

#include "handlers/kyc/kyc_store.h"

namespace kyc {

// Whether the account is one of ours.
static bool take(Context& cx, const Event& event)
{
    auto db = cx.lease();
    db::Transaction transaction{db};
    if (!lock(db, event.account)) return false;
    if (keep(db, event)) set(db, event.account, replay(steps(db, event.account)), cx.origin);
    transaction.commit();
    return true;
}

Result<Done> take_event(Context& cx, const Input& in)
{
    const auto event = read_event(in.maybe(Key::event).value_or(""), cx.now() * 1'000'000);
    if (!event)
        cx.service.log.warning("kyc_event_ignored", {{"reason", "not an event about an account's status"}});
    else if (!take(cx, *event))
        cx.service.log.warning("kyc_event_ignored", {{"reason", "unknown account"}, {"event", event->id}});
    return Done{};
}

}   // namespace kyc
