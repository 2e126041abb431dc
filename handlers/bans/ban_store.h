// The table ban.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "handlers/bans/bans.h"

struct Context;

namespace db {
class Lease;
}

namespace bans {

// Sent ahead of the next statement, in the same round trip.
void read(db::Lease& db, std::function<void(const std::vector<Ban>&)> take);
std::vector<Ban> list(db::Lease& db);

// For so many seconds from now; one of that network that was there is replaced. Noted in the audit by the
// same statement.
void add(db::Lease& db, const Context& cx, const Ban& ban, std::int64_t seconds);
// False when there is none.
bool remove(db::Lease& db, const Context& cx, const Network& network);

}   // namespace bans
