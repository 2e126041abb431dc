// The news table, which triggers fill.
#pragma once
#include <cstdint>

#include "handlers/sessions/news.h"

namespace db {
class Lease;
}

namespace sessions {

// News behind that position that are no older than max_age seconds. Transactions commit in another order than
// they begin in: those still running are behind page.again, so news may be read twice, but none is missed.
NewsPage read_news(db::Lease& db, const NewsPosition& from, std::int64_t max_age);

}   // namespace sessions
