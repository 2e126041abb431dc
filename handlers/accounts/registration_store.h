// Registering: the account, the challenge to prove its address and the letter that carries it, in one
// statement.
#pragma once
#include <optional>
#include <string>

#include "handlers/accounts/account.h"
#include "handlers/tokens/challenge.h"

struct Origin;

namespace db {
class Lease;
}

namespace accounts {

struct NewAccount {
    std::string id;   // a UUID drawn by the caller
    std::string email;
    std::string password_hash;
    std::optional<std::string> full_name;
    tokens::Challenge challenge;
    std::optional<std::string> username = {};
    std::optional<std::string> invite_digest = {};   // spent for it
};

// Both throw sys::Failure that breaks("account_email_taken") or breaks("account_username_taken"). With an
// invite they also spend it and make the membership it is for; nothing is made when it is not good, or
// another's.
std::optional<Account> enroll(db::Lease& db, const NewAccount& fresh, const Origin& origin);
// The same, sent ahead of the lease's next statement, in one round trip and one transaction with it; `made`
// is filled by then. session: the id of the one that opens with it, for the audit.
void enroll_ahead(db::Lease& db, const NewAccount& fresh, const std::string& session, const Origin& origin,
                  std::optional<Account>& made);

// The sessions_since of an account that was just made.
inline constexpr const char* since_ever = "-infinity";

// An invite of that address that could be spent now.
bool invited(db::Lease& db, std::string_view invite_digest, std::string_view email);

}   // namespace accounts
