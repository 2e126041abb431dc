// What must be true of a caller at the moment something is done in their name: the session lives, the account
// is not disabled, and where the row demands it, they hold a role in the organisation of the path. Asked of
// the database in front of a request's first statement.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace db {
class Lease;
class Sql;
class Value;
}   // namespace db

enum class Role { member, admin, owner };   // each may what those before it may

struct Demand {
    std::string org;   // id, as it came
    Role least;
};

class Standing {
public:
    // chosen: the organisation the access token was issued for (org_id); empty: none.
    Standing(std::string account, std::string session, std::optional<Demand> demand, std::string chosen = {})
        : account_{std::move(account)}, session_{std::move(session)}, demand_{std::move(demand)},
          chosen_{std::move(chosen)}
    {}

    // Ends the request by TurnedAway: not_signed_in, not_found (of an organisation one is no member of) or
    // forbidden.
    void attach(db::Lease& db) const;
    // For a statement that asks it itself: one by SESSION_LIVES or one by SESSION_LIVES_IN_ORG
    // (standing_row.h), and its first parameters.
    db::Sql fitting(db::Sql plain, db::Sql in_org) const;
    std::vector<db::Value> values() const;

private:
    std::string account_;
    std::string session_;
    std::optional<Demand> demand_;
    std::string chosen_;
};
