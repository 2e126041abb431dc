#include "handlers/accounts/show_account.h"

#include "handlers/accounts/account_store.h"

namespace accounts {

Result<Account> show_account(Context& cx, const Input&)
{
    auto db = cx.lease();
    auto account = find_by_id(db, cx.caller->subject);
    if (!account) return refuse(Fault::not_signed_in);
    return std::move(*account);
}

}   // namespace accounts
