// Replacing the password of an account that has one.
#pragma once
#include <string>

struct Origin;

namespace db {
class Lease;
}

namespace accounts {

struct PasswordChange {
    std::string account;          // id
    std::string session;          // id of the one in which it is changed
    std::string sessions_since;   // what the old one was proven against (Candidate)
    std::string new_hash;
};

// Stores the new hash, ends every session of the account but that one, voids its reset links and queues the
// notice; or does nothing and says no, when the old password is void by now or the session has ended.
bool replace_password(db::Lease& db, const PasswordChange& change, const Origin& origin);

}   // namespace accounts
