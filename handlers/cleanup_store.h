// What may go: rows that can have no effect any more.
#pragma once
#include <cstdint>

namespace db {
class Lease;
}

// Removes sessions and challenges a month past their end, letters a week after they were sent or given up,
// budgets a day old, news two days old, and audit entries older than that many days; makes the audit's next
// months. Returns how many rows went, the audit's not counted. Statement by statement: what was removed stays
// removed when a later one fails.
std::int64_t remove_expired(db::Lease& db, std::int64_t audit_days);
