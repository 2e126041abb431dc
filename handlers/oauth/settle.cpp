#include "handlers/oauth/settle.h"

#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "handlers/sessions/session_store.h"

namespace oauth {

namespace {

Result<Identity> enrolled(Context& cx, db::Lease& db, const Claim& claim,
                          const std::optional<std::string>& invite)
{
    const std::string& policy = cx.service.config.text(sys::Key::registration);
    if (policy == "closed" || (policy == "invite" && !invite)) return refuse(Fault::registration_closed);
    auto made = enrol(db, claim, invite, cx.origin);
    if (!made) return refuse(Fault::bad_invite);
    return std::move(*made);
}

Result<Identity> settled(Context& cx, db::Lease& db, const Claim& claim,
                         const std::optional<std::string>& invite)
{
    if (auto known = recognise(db, claim)) {
        if (!known->active) return refuse(Fault::account_disabled);
        return std::move(*known);
    }
    if (!claim.person.email) return refuse(Fault::address_unproven);
    const auto holder = lock_holder(db, *claim.person.email);
    if (!holder) return enrolled(cx, db, claim, invite);
    if (!holder->active) return refuse(Fault::account_disabled);
    return holder->verified ? link(db, holder->account, claim, cx.origin)
                            : take_over(db, holder->account, claim, cx.origin);
}

bool was_overtaken(const sys::Failure& broken)
{
    return broken.breaks("identity_taken") || broken.breaks("account_email_taken");
}

// Of two browsers of one person that come at once, the slower finds what the faster made.
template <class Settled>
Result<Identity> in_one_transaction(Context& cx, Settled settled)
{
    for (int tries = 2;; --tries) {
        try {
            auto db = cx.lease();
            db::Transaction transaction{db};
            auto identity = settled(db);
            if (identity) transaction.commit();
            return identity;
        } catch (const sys::Failure& broken) {
            if (tries == 1 || !was_overtaken(broken)) throw;
        }
    }
}

Result<Identity> linked_to(Context& cx, db::Lease& db, const Claim& claim, const std::string& session)
{
    const auto account = sessions::lock_account_of(db, session);
    if (!account) return refuse(Fault::bad_oauth_state);
    auto known = recognise(db, claim);
    if (known && known->account != *account) return refuse(Fault::others_identity);
    return known ? std::move(*known) : link(db, *account, claim, cx.origin);
}

}   // namespace

Result<Identity> settle(Context& cx, const Claim& claim, const std::optional<std::string>& invite_digest)
{
    return in_one_transaction(cx, [&](db::Lease& db) { return settled(cx, db, claim, invite_digest); });
}

Result<Identity> settle_for(Context& cx, const Claim& claim, const std::string& session)
{
    return in_one_transaction(cx, [&](db::Lease& db) { return linked_to(cx, db, claim, session); });
}

}   // namespace oauth
