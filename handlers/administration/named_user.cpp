#include "handlers/administration/named_user.h"

#include <ostream>

#include "handlers/accounts/roster_store.h"

namespace administration {

std::string named_user(Words& words)
{
    const std::string email = words.take_option("--email");
    return email.empty() ? words.take_next() : email;
}

std::optional<accounts::Account> find_user(Office& office, const std::string& who)
{
    auto db = office.lease();
    return accounts::find(db, who);
}

Exit no_such_user(const Desk& desk, const std::string& who)
{
    desk.err << "latchkey: there is no user " << who << '\n';
    return refused;
}

}   // namespace administration
