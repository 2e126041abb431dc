// What the gate wants to know of an account, from the tables that say it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handlers/gate/person.h"

namespace db {
class Lease;
}

namespace gate {

// Nothing when there is no such account, it is disabled, or a password that was proven against the given
// sessions_since (accounts::Candidate) is another by now.
std::optional<Person> find_person(db::Lease& db, std::string_view account,
                                  const std::optional<std::string>& sessions_since = {});

}   // namespace gate
