#include "handlers/accounts/show_account.h"

#include "handlers/accounts/account_store.h"

namespace accounts {

Result<Account> show_account(Context& cx, const Input&)
{
    auto [db, standing] = cx.lease_in_person();
    return find_in_standing(db, standing);
}

}   // namespace accounts
