// latchkey migrate: brings the database to the schema of this program, or says how far it is.
#include <algorithm>
#include <optional>
#include <ostream>

#include "fcgi/db/migrations.h"
#include "fcgi/db/pool.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/deputy.h"
#include "handlers/administration/sentences.h"

namespace administration {

namespace {

const char* name(db::Step step)
{
    return step == db::Step::expand ? "expand" : "contract";
}

const char* name(db::Standing::State state)
{
    switch (state) {
    case db::Standing::applied: return "applied";
    case db::Standing::waiting: return "waiting";
    case db::Standing::changed: return "changed";
    case db::Standing::unknown: break;
    }
    return "unknown";
}

const char* name(db::Standing::Backfill backfill)
{
    switch (backfill) {
    case db::Standing::none: return "none";
    case db::Standing::unfinished: return "unfinished";
    case db::Standing::finished: break;
    }
    return "finished";
}

void show(const Desk& desk, const db::Standing& one)
{
    if (desk.json) {
        http::Json json;
        json.with("number", one.number)
            .with("migration", one.name)
            .with("state", name(one.state))
            .with("step", name(one.step))
            .with("backfill", name(one.backfill));
        if (!one.applied_at.empty()) json.with("applied_at", one.applied_at);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << one.name << '\t' << name(one.state) << '\t' << name(one.step);
    if (!one.applied_at.empty()) desk.out << '\t' << one.applied_at;
    if (one.backfill != db::Standing::none) desk.out << "\tbackfill " << name(one.backfill);
    desk.out << '\n';
}

// What all of them mean together: the exit code, and a word on err for whoever reads.
Exit judge(const Desk& desk, const std::vector<db::Standing>& all)
{
    if (const auto problem = db::conflict(all); !problem.empty()) {
        desk.err << "latchkey: " << problem << '\n';
        return refused;
    }
    const auto to_do = std::ranges::count_if(all, &db::Standing::is_to_do);
    if (to_do == 0) return done;
    const auto is_contract = [](const db::Standing& one) {
        return one.state == db::Standing::waiting && one.step == db::Step::contract;
    };
    const bool is_new =
        std::ranges::all_of(all, [](auto& one) { return one.state == db::Standing::waiting; });
    desk.err << "latchkey: " << to_do << " to do; "
             << (is_new ? "the database is new\n"
                 : std::ranges::any_of(all, is_contract)
                     ? "end workers and mailers first, a contract is not for them\n"
                     : "what runs may go on meanwhile\n");
    return pending;
}

// Touches nothing.
Exit report(const Desk& desk, bool whole)
{
    db::Pool pool{db::Server::to_migrate(desk.config), 1, std::chrono::seconds{10}};
    const auto all = db::standings(pool);
    const auto shown = [&](const db::Standing& one) { return whole || one.is_to_do(); };
    for (const auto& one : all)
        if (shown(one)) show(desk, one);
    const Exit exit = judge(desk, all);
    if (exit == done && !whole && !desk.json) desk.out << "the schema is up to date\n";
    return exit;
}

bool names_owner(const sys::Config& config)
{
    return !config.text(sys::Key::migrate_database).empty() &&
           db::Server::to_migrate(config).keywords().contains("user");
}

}   // namespace

Exit migrate(const Desk& desk, Words words)
{
    const bool plan = words.take_flag("--plan");
    const bool status = words.take_flag("--status");
    words.end();
    if (plan && status) throw Misuse{"either --plan or --status"};
    std::optional<sys::AsPrincipal> principal;   // root may be the owner, the service's user may not
    if (names_owner(desk.config)) principal.emplace();
    if (plan || status) return report(desk, status);
    int applied = 0;
    std::int64_t rows = 0;   // of the backfill in hand
    db::migrate(db::Server::to_migrate(desk.config), [&](const db::Progress& made) {
        applied += made.kind == db::Progress::applied;
        rows = made.kind == db::Progress::batch ? rows + made.rows : 0;
        if (desk.json) return;
        if (made.kind == db::Progress::applied) desk.out << "applied " << made.migration << '\n';
        if (made.kind == db::Progress::batch)
            desk.err << "backfill " << made.migration << ": " << rows << " rows\n";
        if (made.kind == db::Progress::backfilled) desk.out << "backfilled " << made.migration << '\n';
    });
    if (desk.json) {
        http::Json json;
        json.with("applied", applied);
        desk.out << json.text() << '\n';
    } else if (applied == 0) {
        desk.out << "the schema is up to date\n";
    }
    return done;
}

}   // namespace administration
