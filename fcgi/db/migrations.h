// The schema's history. sql/NNN_name.sql files are compiled in (build/migrations.cpp, made by the Makefile),
// so a program knows exactly the schema it was built for.
#pragma once
#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace db {

class Pool;

struct Migration {
    int number;
    std::string_view name;          // "001_accounts"
    std::string_view fingerprint;   // SHA-256 of the file, hexadecimal
    const char* sql;
};

std::span<const Migration> known_migrations();

// Applies what is missing, each in a transaction of its own, all under one advisory lock (a second migrator
// waits). Calls applied(name) after each. Throws sys::Failure; what was applied before stays.
void migrate(const std::string& conninfo, const std::function<void(std::string_view)>& applied);
void migrate(const std::string& conninfo, std::span<const Migration> known,
             const std::function<void(std::string_view)>& applied);

// Empty when the database has exactly the schema this program was built for; else one sentence that says what
// is different and which command to run. Throws sys::Failure when the database does not answer.
std::string schema_problem(Pool& pool);
std::string schema_problem(Pool& pool, std::span<const Migration> known);
// The same of a database that is not in use yet. That it does not answer is a problem too.
std::string database_problem(const std::string& conninfo, std::chrono::milliseconds timeout);

}   // namespace db
