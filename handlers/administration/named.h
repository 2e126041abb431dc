// What sentences about organisations and invites read from their words alike.
#pragma once
#include <optional>
#include <string>

#include "handlers/administer.h"
#include "handlers/orgs/org.h"

namespace db {
class Lease;
}

namespace administration {

// By name or id; says so on err when there is none.
std::optional<orgs::Org> named_org(const Desk& desk, db::Lease& db, const std::string& name);

// Of --role; throws Misuse when it is none.
std::string take_role(Words& words, std::string fallback);

}   // namespace administration
