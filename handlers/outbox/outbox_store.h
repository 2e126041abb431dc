// The outbox table: claiming a letter that is due, and what became of it. Several mailers may share it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace db {
class Lease;
}

namespace outbox {

struct Due {
    std::string id;
    std::string letter;
    std::string recipient;
    std::int64_t attempts;     // this one included
    std::int64_t created_at;   // seconds since 1970
    std::string kid;           // of its challenge or invite; empty without one
    std::string seed;
    bool wanted;            // what it asks for can still be done
    std::string org = {};   // the name of the organisation of its invite
    // Of the session it asks about; at 0: none.
    std::int64_t opened_at = 0;   // seconds since 1970
    std::string address = {};
    std::string user_agent = {};
    // Of the account at that address, and of the request that caused the letter; empty: unknown.
    std::string locale = {};
    std::string language = {};
    std::string reference = {};
};

// Claims the letter that is due the longest, for a minute: a mailer that dies frees it by then. One
// statement, by the database's clock.
std::optional<Due> claim(db::Lease& db);

void mark_sent(db::Lease& db, std::string_view id);
// Not before that many seconds; a letter older than five days is parked instead.
void try_again(db::Lease& db, std::string_view id, std::int64_t seconds, std::string_view reason);
void park(db::Lease& db, std::string_view id, std::string_view reason);

// A letter that was not sent yet.
struct Waiting {
    std::string id;
    std::string letter;
    std::string recipient;
    std::int64_t created_at;   // seconds since 1970
    std::int64_t attempts;
    std::int64_t next_at;   // of the next try; 0: given up
    std::string reason;     // why the last try failed; empty before it
};
// The oldest first, from the one behind that id on; a hundred at most.
std::vector<Waiting> waiting(db::Lease& db, const std::optional<std::string>& after);
// Lets it be tried at once, given up or not; no id: all of them. How many.
std::int64_t retry(db::Lease& db, const std::optional<std::string>& id);

}   // namespace outbox
