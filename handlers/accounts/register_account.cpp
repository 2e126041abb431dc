#include "handlers/accounts/register_account.h"

#include "handlers/accounts/registration.h"

namespace accounts {

Result<Account> register_account(Context& cx, const Input& in)
{
    if (const auto allowed = may_register(cx, in); !allowed) return refuse(allowed.error().fault);
    const auto fresh = new_account(cx, in);
    if (!fresh) return refuse(fresh.error().fault);
    auto db = cx.lease();
    auto made = unless_taken([&] { return enroll(db, *fresh, cx.origin); });
    if (!made) return refuse(made.error().fault);
    if (!*made) return refuse(Fault::bad_invite);
    return std::move(**made);
}

}   // namespace accounts
