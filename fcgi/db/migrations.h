// The schema's history. sql/NNN_name.sql files are compiled in (build/migrations.cpp, made by the Makefile),
// so a program knows exactly the schema it was built for.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/db/server.h"

namespace db {

class Pool;

// What programs of before may do on the schema behind a migration.
enum class Step {
    contract,   // they must have ended
    expand,     // go on, and start anew
};

struct Migration {
    int number;
    std::string_view name;          // "001_accounts"
    std::string_view fingerprint;   // SHA-256 of the file, hexadecimal
    const char* sql;
    Step step = Step::contract;
    // A statement that mends a batch of rows: run after the migration, each time in a transaction of its own,
    // until it finds none. Null: nothing to mend.
    const char* backfill = nullptr;
};

std::span<const Migration> known_migrations();

// What migrate() has just done.
struct Progress {
    enum Kind { applied, batch, backfilled };
    Kind kind;
    std::string_view migration;   // its name
    std::int64_t rows = 0;        // of a batch
};

// Applies what is missing and runs backfills to their end before what follows them: each step in a
// transaction of its own, under an advisory lock that ends with it (a second migrator waits, and a pooler may
// be in between). Throws sys::Failure; what was done before stays, and the next call goes on from there.
void migrate(const Server& server, const std::function<void(const Progress&)>& tell);
void migrate(const Server& server, std::span<const Migration> known,
             const std::function<void(const Progress&)>& tell);

// A migration as the program and the database have it.
struct Standing {
    enum State { applied, waiting, changed, unknown };
    enum Backfill { none, unfinished, finished };
    int number;
    std::string name;
    State state;
    Step step;
    Backfill backfill;
    std::string applied_at;   // ISO 8601 in UTC; empty when it waits

    bool is_to_do() const { return state == waiting || (state == applied && backfill == unfinished); }
};

// All that either of them knows, in order. Throws sys::Failure when the database does not answer.
std::vector<Standing> standings(Pool& pool);
std::vector<Standing> standings(Pool& pool, std::span<const Migration> known);

// What no migrating can mend, in one sentence; empty when nothing is in its way.
std::string conflict(const std::vector<Standing>& all);

// Empty when this program may serve on the database's schema: it has all that this program knows, and what it
// has beyond that lets programs of before go on. Else one sentence that says what is different and which
// command to run. Throws sys::Failure when the database does not answer.
std::string schema_problem(Pool& pool);
std::string schema_problem(Pool& pool, std::span<const Migration> known);
// The same of a database that is not in use yet. That it does not answer is a problem too.
std::string database_problem(const Server& server, std::chrono::milliseconds timeout);

}   // namespace db
