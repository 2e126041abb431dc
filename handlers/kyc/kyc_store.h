// The tables kyc and kyc_event.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handlers/kyc/event.h"
#include "handlers/specimens.h"

struct Origin;

namespace db {
class Lease;
}

namespace kyc {

// All of one event, in a transaction: false when there is no such account.
bool lock(db::Lease& db, const std::string& account);   // others that take an event of it wait for us
bool keep(db::Lease& db, const Event& event);           // false when we had it already
std::vector<Step> steps(db::Lease& db, const std::string& account);   // in the order in which they happened
// Notes in the audit trail when the status is another than before.
void set(db::Lease& db, const std::string& account, const Standing& standing, const Origin& origin);

struct Shown {
    std::string status;
    std::optional<std::string> tier;
    bool email_verified;
};
std::vector<Shown> specimens(Of<Shown>);
std::optional<Shown> read(db::Lease& db, const std::string& account);

}   // namespace kyc
