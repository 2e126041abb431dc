#include "handlers/accounts/show_brief_account.h"

#include "handlers/accounts/account_store.h"

namespace accounts {

Result<Brief> show_brief_account(Context& cx, const Input&)
{
    auto [db, standing] = cx.lease_in_person();
    return find_brief_in_standing(db, standing);
}

}   // namespace accounts
