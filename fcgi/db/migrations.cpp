// Forward only. Compares what the program knows with what the database says was applied.
#include "fcgi/db/migrations.h"

#include <algorithm>
#include <optional>

#include "fcgi/db/migration_store.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"

namespace db {
namespace {

constexpr std::chrono::hours longest_step{1};

Standing compared(const Migration& known, const Applied* applied)
{
    Standing standing{known.number, std::string{known.name}, Standing::waiting,
                      known.step,   Standing::none,          {}};
    if (known.backfill) standing.backfill = Standing::unfinished;
    if (!applied) return standing;
    const bool same = known.name == applied->name && known.fingerprint == applied->fingerprint;
    standing.state = same ? Standing::applied : Standing::changed;
    standing.name = applied->name;
    standing.applied_at = applied->at;
    if (known.backfill && applied->is_backfilled) standing.backfill = Standing::finished;
    return standing;
}

std::vector<Standing> compared(std::span<const Migration> known, const std::vector<Applied>& applied)
{
    std::vector<Standing> all;
    for (const Migration& one : known) {
        const auto found = std::ranges::find(applied, one.number, &Applied::number);
        all.push_back(compared(one, found == applied.end() ? nullptr : &*found));
    }
    for (const Applied& one : applied)
        if (std::ranges::find(known, one.number, &Migration::number) == known.end())
            all.push_back({one.number, one.name, Standing::unknown, one.step, Standing::none, one.at});
    std::ranges::sort(all, {}, &Standing::number);
    return all;
}

// The first the test is true of; null when none.
template <class Test>
const Standing* first(const std::vector<Standing>& all, Test test)
{
    const auto found = std::ranges::find_if(all, test);
    return found == all.end() ? nullptr : &*found;
}

// One step of a migration that waits, or one batch of an unfinished backfill; which one is its caller's to
// say.
Progress advance(MigrationStore& store, const Migration& migration, Standing::State state)
{
    if (state == Standing::waiting) {
        store.apply(migration);
        return {Progress::applied, migration.name};
    }
    if (const auto rows = store.backfill(migration); rows > 0) return {Progress::batch, migration.name, rows};
    store.note_backfilled(migration);
    return {Progress::backfilled, migration.name};
}

// Nothing when nothing is left to do. Looks anew each time, since another migrator may have been before.
std::optional<Progress> step(Pool& pool, std::span<const Migration> known)
{
    Lease lease = pool.lease();
    MigrationStore store{lease};
    Transaction whole{lease};
    store.lock();
    store.create_table();
    const auto all = compared(known, store.applied());
    if (const auto problem = conflict(all); !problem.empty()) throw sys::Failure{problem};
    const Standing* next = first(all, &Standing::is_to_do);
    if (!next) return std::nullopt;
    const auto& migration = *std::ranges::find(known, next->number, &Migration::number);
    try {
        const Progress made = advance(store, migration, next->state);
        whole.commit();
        return made;
    } catch (const sys::Failure& failure) {
        throw sys::Failure{"migration " + next->name + ": " + failure.what(), failure.sqlstate(),
                           failure.detail()};
    }
}

}   // namespace

void migrate(const Server& server, const std::function<void(const Progress&)>& tell)
{
    migrate(server, known_migrations(), tell);
}

void migrate(const Server& server, std::span<const Migration> known,
             const std::function<void(const Progress&)>& tell)
{
    Pool pool{server, 1, longest_step};
    while (const auto made = step(pool, known)) tell(*made);
}

std::vector<Standing> standings(Pool& pool)
{
    return standings(pool, known_migrations());
}

std::vector<Standing> standings(Pool& pool, std::span<const Migration> known)
{
    Lease lease = pool.lease();
    return compared(known, MigrationStore{lease}.applied());
}

std::string conflict(const std::vector<Standing>& all)
{
    if (const Standing* one = first(all, [](auto& each) { return each.state == Standing::changed; }))
        return "migration " + one->name + " was changed after it was applied";
    const auto forbids = [](const Standing& each) {
        return each.state == Standing::unknown && each.step == Step::contract;
    };
    if (const Standing* one = first(all, forbids))
        return "the database is newer than this program, and migration " + one->name +
               " is no longer for it; install the newer package";
    return {};
}

std::string schema_problem(Pool& pool)
{
    return schema_problem(pool, known_migrations());
}

std::string schema_problem(Pool& pool, std::span<const Migration> known)
{
    const auto all = standings(pool, known);
    if (std::ranges::all_of(all, [](auto& each) { return each.state == Standing::waiting; }))
        return "the database has no Latchkey schema yet; run: latchkey migrate";
    if (auto problem = conflict(all); !problem.empty()) return problem;
    if (const Standing* one = first(all, [](auto& each) { return each.state == Standing::waiting; }))
        return "the database lacks migration " + one->name + "; run: latchkey migrate";
    return {};
}

std::string database_problem(const Server& server, std::chrono::milliseconds timeout)
{
    try {
        Pool pool{server, 1, timeout};
        return schema_problem(pool);
    } catch (const sys::Failure& broken) {
        return broken.what();
    }
}

}   // namespace db
