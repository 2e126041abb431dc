// The account table, as the rest of the service sees it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handlers/accounts/account.h"

namespace db {
class Lease;
}

class Standing;

namespace accounts {

// By address, compared without regard to ASCII case.
std::optional<Account> find_by_email(db::Lease& db, std::string_view email);

std::optional<Account> find_by_id(db::Lease& db, std::string_view id);

// The caller's own, in the one statement that also asks how they stand (Context::lease_in_person). Ends the
// request by TurnedAway: not_signed_in.
Account find_in_standing(db::Lease& db, const Standing& standing);
Brief find_brief_in_standing(db::Lease& db, const Standing& standing);

// An account with what its password is proven against.
struct Candidate {
    Account account;
    std::optional<std::string> password_hash;   // MCF; nothing: signs in elsewhere
    std::string sessions_since;   // as Postgres writes it: later by a new password and when disabled
};

std::optional<Candidate> find_candidate_by_id(db::Lease& db, std::string_view id);

std::optional<Candidate> find_candidate_by_email(db::Lease& db, std::string_view email);

// By address or username; an address goes before, so that nobody takes another's by naming themselves like
// it.
std::optional<Candidate> find_candidate_by_name(db::Lease& db, std::string_view name);

}   // namespace accounts
