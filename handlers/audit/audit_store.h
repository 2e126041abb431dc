// The audit trail: who did what, from where, in which session, with what result. Written in the transaction
// of the deed where there is one. Never a secret, never what an unknown visitor typed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Context;

namespace db {
class Lease;
}

namespace audit {

struct Event {
    std::string_view what;          // "login", "password_reset" ...
    std::string_view result;        // "ok" or why not: "wrong_credentials", "reuse" ...
    std::string account = {};       // id; empty: nobody we know
    std::string session = {};       // id
    std::string_view detail = {};   // ids and kinds only
};

// Writes it ahead of the lease's next statement, in the same round trip and transaction: both stand or
// neither.
void ahead(db::Lease& db, const Context& cx, const Event& event);

// Writes it by itself, for what had no effect but to be refused.
void now(Context& cx, const Event& event);
void now(db::Lease& db, const Context& cx, const Event& event);

struct Entry {
    std::int64_t at;   // microseconds since 1970
    std::string what;
    std::string result;
    std::string account;
    std::string session;
    std::string actor;
    std::string address;
    std::string detail;
};

// The newest entries, of one account where an id is given (in any case), newest first.
std::vector<Entry> read(db::Lease& db, std::string_view account, std::int64_t most);

// A step of a key's life: "key_staged", "key_activated" or "key_retired"; detail: its ring and name, "jwt
// k2".
struct KeyEvent {
    std::string what;
    std::string detail;
    std::int64_t at;   // microseconds since 1970; of the last one
};
std::vector<KeyEvent> key_events(db::Lease& db);

}   // namespace audit
