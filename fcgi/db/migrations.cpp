// Forward only. Compares what the program knows with what the database says was applied.
#include "fcgi/db/migrations.h"

#include <algorithm>
#include <thread>

#include "fcgi/db/migration_store.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"

namespace db {
namespace {

constexpr std::chrono::hours longest_run{1};
constexpr std::chrono::seconds longest_wait_for_another{60};

const Migration* find(std::span<const Migration> known, int number)
{
    const auto found = std::ranges::find(known, number, &Migration::number);
    return found == known.end() ? nullptr : &*found;
}

bool is_applied(const Migration& migration, const std::vector<Applied>& applied)
{
    return std::ranges::find(applied, migration.number, &Applied::number) != applied.end();
}

// What no migration can mend; empty when there is nothing.
std::string conflict(std::span<const Migration> known, const std::vector<Applied>& applied)
{
    for (const Applied& one : applied) {
        const Migration* same = find(known, one.number);
        if (same && (same->name != one.name || same->fingerprint != one.fingerprint))
            return "migration " + one.name + " was changed after it was applied";
    }
    const auto unknown = [&](const Applied& one) { return !find(known, one.number); };
    if (std::ranges::none_of(applied, unknown)) return {};
    return "the database is newer than this program (it knows " + std::to_string(known.size()) +
           " migrations, the database " + std::to_string(applied.size()) + "); install the newer package";
}

void lock(MigrationStore& store)
{
    const auto deadline = std::chrono::steady_clock::now() + longest_wait_for_another;
    while (!store.lock()) {
        if (std::chrono::steady_clock::now() >= deadline)
            throw sys::Failure{"another migration is still running", "55P03"};
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

void apply(MigrationStore& store, const Migration& migration)
{
    try {
        store.apply(migration);
    } catch (const sys::Failure& failure) {
        throw sys::Failure{"migration " + std::string{migration.name} + ": " + failure.what(),
                           failure.sqlstate(), failure.detail()};
    }
}

}   // namespace

void migrate(const std::string& conninfo, const std::function<void(std::string_view)>& applied)
{
    migrate(conninfo, known_migrations(), applied);
}

void migrate(const std::string& conninfo, std::span<const Migration> known,
             const std::function<void(std::string_view)>& applied)
{
    Pool pool{conninfo, 1, longest_run};
    Lease lease = pool.lease();
    MigrationStore store{lease};
    lock(store);
    store.create_table();
    const std::vector<Applied> before = store.applied();
    if (const auto problem = conflict(known, before); !problem.empty()) throw sys::Failure{problem};
    for (const Migration& migration : known) {
        if (is_applied(migration, before)) continue;
        apply(store, migration);
        applied(migration.name);
    }
}

std::string schema_problem(Pool& pool)
{
    return schema_problem(pool, known_migrations());
}

std::string schema_problem(Pool& pool, std::span<const Migration> known)
{
    Lease lease = pool.lease();
    const std::vector<Applied> applied = MigrationStore{lease}.applied();
    if (applied.empty()) return "the database has no Latchkey schema yet; run: latchkey migrate";
    if (auto problem = conflict(known, applied); !problem.empty()) return problem;
    for (const Migration& migration : known)
        if (!is_applied(migration, applied))
            return "the database lacks migration " + std::string{migration.name} + "; run: latchkey migrate";
    return {};
}

std::string database_problem(const std::string& conninfo, std::chrono::milliseconds timeout)
{
    try {
        Pool pool{conninfo, 1, timeout};
        return schema_problem(pool);
    } catch (const sys::Failure& broken) {
        return broken.what();
    }
}

}   // namespace db
