// The budget table: how often each bucket was drawn from in its window. Loses nothing that matters in a
// crash.
#include <algorithm>
#include <iterator>

#include "fcgi/db/pool.h"
#include "fcgi/sys/encoding.h"
#include "handlers/limits.h"

// At most one row, for the first budget that is overdrawn: its place in the lists (from 1) and the seconds
// until the window ends.
static constexpr db::Sql draw = "SELECT bucket, wait FROM draw_budgets($1::bytea[], $2::int[], $3::int[])";
static constexpr db::Sql draw_by_name =
    "SELECT bucket, wait FROM draw_budgets(sign_in_buckets($1, $2), $3::int[], $4::int[])";

static std::string list(const std::vector<Budget>& budgets, std::string (*element)(const Budget&))
{
    std::string text = "{";
    for (const Budget& budget : budgets) text += (text.size() > 1 ? "," : "") + element(budget);
    return text + "}";
}

static std::string keys(const std::vector<Budget>& budgets)
{
    return list(budgets, [](const Budget& b) { return "\"\\\\x" + sys::hex(b.key) + "\""; });
}

static std::vector<db::Value> values(const std::vector<Budget>& budgets, const std::optional<Typed>& typed)
{
    std::vector<db::Value> made;
    if (typed)
        made = {typed->name, typed->network};
    else
        made = {keys(budgets)};
    made.emplace_back(list(budgets, [](const Budget& b) { return std::to_string(b.calls); }));
    made.emplace_back(list(budgets, [](const Budget& b) { return std::to_string(b.window.count()); }));
    return made;
}

static void judge(const std::vector<Budget>& budgets, const db::Rows& overdrawn)
{
    if (overdrawn.size() == 0) return;
    const Budget& budget = budgets.at(std::size_t(overdrawn[0].number(0) - 1));
    throw TurnedAway{{Fault::too_many_requests, {}, overdrawn[0].number(1)}, budget.quiet};
}

void Admission::attach(db::Lease& db) const
{
    db.guard(typed_ ? draw_by_name : draw, values(budgets_, typed_),
             [budgets = budgets_](const db::Rows& overdrawn) { judge(budgets, overdrawn); });
}

// Of a typed name's three buckets the last is the network's own.
void Admission::give_back(db::Lease& db) const
{
    if (typed_)
        return db.precede(
            "UPDATE budget SET calls = calls - 1"
            " WHERE key = ANY ((sign_in_buckets($1, $2))[1:2]) AND calls > 0",
            {typed_->name, typed_->network});
    std::vector<Budget> given;
    std::ranges::copy_if(budgets_, std::back_inserter(given), &Budget::failures);
    if (given.empty()) return;
    db.precede("UPDATE budget SET calls = calls - 1 WHERE key = ANY ($1::bytea[]) AND calls > 0",
               {keys(given)});
}
