#include "handlers/accounts/register_account.h"

#include "handlers/accounts/registration.h"

namespace accounts {

Result<Account> register_account(Context& cx, const Input& in)
{
    const auto fresh = new_account(cx, in);
    if (!fresh) return refuse(fresh.error().fault);
    auto db = cx.lease();
    return unless_taken([&] { return enroll(db, *fresh); });
}

}  // namespace accounts
