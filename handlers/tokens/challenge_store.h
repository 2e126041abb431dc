// The challenge table: what mails ask their readers to prove. Digests only.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "handlers/tokens/challenge.h"

struct Origin;

namespace db {
class Lease;
}

namespace tokens {

// Whom a letter is for.
struct Owner {
    std::string account;   // id
    std::string email;
};

// Stores a challenge and queues its letter to the address; older ones of that purpose are void from now on.
void issue(db::Lease& db, Purpose purpose, const Owner& owner, const Challenge& challenge,
           const Origin& origin);

enum class Verified { now, before, no };

// What a verification token achieved, and whose it is; empty where it is nobody's.
struct SpentLink {
    Verified verified = Verified::no;
    std::string account = {};   // id
    std::string email = {};
    bool spent = false;   // by this very call
};

// Spends a token mailed to verify an address. `before`: the account is verified already and the token is, or
// was, one of its own.
SpentLink spend_link(db::Lease& db, std::string_view token_digest, const Origin& origin);

// Spends the newest verification code of the account if it has one of the digests, else one of its five
// guesses; sent ahead of the lease's next statement, in one transaction with it (sessions::open_by_code).
void spend_code_ahead(db::Lease& db, std::string_view account, const std::vector<std::string>& code_digests);

// A password-reset token that could be spent now.
bool reset_is_open(db::Lease& db, std::string_view token_digest);

// Spends a reset token: stores the hash, ends every session of the account and queues the notice, or does
// nothing and says no.
bool reset_password(db::Lease& db, std::string_view token_digest, std::string_view password_hash,
                    const Origin& origin);

}   // namespace tokens
